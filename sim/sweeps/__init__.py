"""Many runs: what is asked, which runs that makes, doing them, and where they are kept."""

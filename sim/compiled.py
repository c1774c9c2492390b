"""Compile rules to machine code once, and never reuse code that has gone stale.

Compiled code is kept in the user's cache folder, under a name made from the version of Numba
and the text of every file that compiled code is made from: Numba alone looks only at the file
a function stands in, and would give back old code after an edit to a function it calls. The
name also tells apart what Numba keeps apart: where the files lie, the Python, the processor.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeVar, cast

import numba
from llvmlite import ir
from llvmlite.binding import get_host_cpu_name
from numba.core import cgutils, types
from numba.core.compiler import Compiler
from numba.extending import intrinsic
from numba.np.arrayobj import make_array, populate_array

from sim.errors import FaultlinesError

Function = TypeVar("Function", bound=Callable[..., Any])

VARIABLE: Final = "FAULTLINES_CACHE"
_SIM: Final = Path(__file__).resolve().parent
_COMPLETE = "complete"
_KEPT_VERSIONS = 8
_SHARED = (
    "compiled",
    "elementary",
    "facts",
    "gamma",
    "normal",
    "quantile",
    "rake",
    "state",
    "streams",
    "terms",
    "vendor_mix",
    "world",
)


@cache
def source_hash() -> str:
    """Return a hash of every file behind compiled code, where it lies, and what compiles it."""
    here = (numba.__version__, sys.implementation.cache_tag, get_host_cpu_name(), str(_SIM))
    digest = hashlib.blake2b("\n".join(here).encode(), digest_size=10)
    for path in compiled_sources():
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def compiled_sources() -> list[Path]:
    """Return the files whose text can reach compiled code: rules, streams, shared tables."""
    shared = [_SIM / f"{name}.py" for name in _SHARED]
    return sorted((_SIM / "rules").glob("*.py")) + shared


def cache_root() -> Path:
    """Return the folder of compiled code; ``FAULTLINES_CACHE`` moves it."""
    chosen = os.environ.get(VARIABLE)
    if chosen:
        return Path(chosen)
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(base) if base else Path.home() / ".cache") / "faultlines"


def cache_folder() -> Path:
    """Return the folder of the code compiled from the files as they are."""
    return cache_root() / f"compiled-{source_hash()}"


def is_warm() -> bool:
    """Return whether every rule has been compiled and kept."""
    return (cache_folder() / _COMPLETE).exists()


def mark_warm() -> None:
    """Note that every rule has been compiled and kept."""
    (cache_folder() / _COMPLETE).touch()


def _forget_old_versions(root: Path) -> None:
    used: dict[Path, float] = {}
    for path in root.glob("compiled-*"):
        with suppress(FileNotFoundError):  # another launch may be doing the same
            used[path] = path.stat().st_mtime
    for stale in sorted(used, key=used.__getitem__)[:-_KEPT_VERSIONS]:
        shutil.rmtree(stale, ignore_errors=True)


def _prepare() -> None:
    if numba.config.DISABLE_JIT:  # type: ignore[attr-defined]
        raise FaultlinesError(
            "NUMBA_DISABLE_JIT is set, but rules run as compiled code only; unset it"
        )
    folder = cache_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        folder.touch()  # what was used last is forgotten last
        _forget_old_versions(folder.parent)
    except OSError as problem:
        raise FaultlinesError(
            f"{folder.parent}: compiled code cannot be kept there ({problem.strerror}); set "
            f"{VARIABLE} to a folder that can be written"
        ) from None
    numba.config.SLP_VECTORIZE = 1  # type: ignore[attr-defined]
    numba.config.CACHE_DIR = str(folder)  # type: ignore[attr-defined]


class Apart(Compiler):
    """Compiles functions of which no two array arguments share memory that is written."""

    def define_pipelines(self) -> Any:
        """Return the usual steps of compilation, with arrays taken to be apart."""
        self.state.flags.noalias = True
        return super().define_pipelines()  # type: ignore[no-untyped-call]


def jit(function: Function) -> Function:
    """Compile: no global lock, IEEE arithmetic as written, cached."""
    return _compile(function)


def lean(function: Function) -> Function:
    """Compile a rule, as :func:`jit` does, without any memory of its own.

    It cannot make an array, so the quarter loop allocates nothing; and arrays it is given need
    no counting of who still uses them, which takes longer than most rules themselves.
    """
    return _compile(
        function, _nrt=False, forceinline=True, no_cfunc_wrapper=True, pipeline_class=Apart
    )


def part(function: Function) -> Function:
    """Make a rule part of the one that calls it, before anything is compiled.

    So a function that only calls others is not compiled a second time for itself.
    """
    return _compile(function, _nrt=False, inline="always")


def _compile(function: Function, **options: Any) -> Function:
    compiled = numba.njit(nogil=True, error_model="numpy", cache=True, **options)(function)
    return cast(Function, compiled)


def _called_with_values(function: Callable[..., Any]) -> Callable[[Any, tuple[Any, ...]], Any]:
    """Make a function of types into what compiled code calls with an array and a shape."""
    return cast(Callable[[Any, tuple[Any, ...]], Any], intrinsic(function))


def _called_with_row(function: Callable[..., Any]) -> Callable[[Any], float]:
    return cast(Callable[[Any], float], intrinsic(function))


def _called_with_two_rows(function: Callable[..., Any]) -> Callable[[Any, Any], float]:
    return cast(Callable[[Any, Any], float], intrinsic(function))


@_called_with_values
def sized(typing: Any, array: types.Array, shape: Any) -> Any:
    """Return a view of an array in C order with sizes that may be constants to the compiler.

    For compiled code alone, which calls it with the array and the shape.

    Parameters
    ----------
    typing
        Numba's, which is not used.
    array : type of an array in C order
    shape : type of a tuple of int
        As many numbers in all as the array has, or fewer; nothing checks it.
    """
    view = types.Array(array.dtype, len(shape), "C")

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        source = make_array(array)(context, builder, args[0])  # type: ignore[no-untyped-call]
        parts = cgutils.unpack_tuple(builder, args[1])  # type: ignore[no-untyped-call]
        sizes = [
            context.cast(builder, size, kind, types.intp)
            for kind, size in zip(shape, parts, strict=True)
        ]
        step = context.get_constant(
            types.intp, context.get_abi_sizeof(context.get_data_type(array.dtype))
        )
        steps: list[Any] = []
        for size in reversed(sizes):
            steps.insert(0, step)
            step = builder.mul(step, size)
        result = make_array(view)(context, builder)  # type: ignore[no-untyped-call]
        populate_array(  # type: ignore[no-untyped-call]
            result,
            data=source.data,
            shape=sizes,
            strides=steps,
            itemsize=source.itemsize,
            meminfo=source.meminfo,
        )
        return result._getvalue()

    return view(array, shape), generate


@_called_with_two_rows
def dot_of_eight(typing: Any, row: types.Array, other: types.Array) -> Any:
    """Return the sum of the products of two rows of eight numbers, four products at once.

    For compiled code alone. Written out as vectors, since what the compiler makes of eight
    single sums waits for rows that have been written in another width.
    """
    if row.layout != "C" or other.layout != "C":
        return None

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        first, second = (
            _fours(builder, make_array(kind)(context, builder, value).data)  # type: ignore[no-untyped-call]
            for kind, value in zip(signature.args, args, strict=True)
        )
        low, high = (builder.fmul(a, b) for a, b in zip(first, second, strict=True))
        return _sum_of_four(builder, builder.fadd(low, high))

    return types.float64(row, other), generate


@_called_with_row
def sum_of_eight(typing: Any, row: types.Array) -> Any:
    """Return the sum of a row of eight numbers, as :func:`dot_of_eight` does."""
    if row.layout != "C":
        return None

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        source = make_array(signature.args[0])(context, builder, args[0])  # type: ignore[no-untyped-call]
        return _sum_of_four(builder, builder.fadd(*_fours(builder, source.data)))

    return types.float64(row), generate


def _fours(builder: Any, data: Any) -> list[Any]:
    """Load eight numbers as two vectors of four."""
    kind = ir.VectorType(ir.DoubleType(), 4)
    halves = builder.bitcast(data, kind.as_pointer())
    places = [builder.gep(halves, [ir.Constant(ir.IntType(64), half)]) for half in range(2)]
    return [builder.load(place, align=8) for place in places]


def _sum_of_four(builder: Any, vector: Any) -> Any:
    lanes = [builder.extract_element(vector, ir.Constant(ir.IntType(32), i)) for i in range(4)]
    return builder.fadd(builder.fadd(lanes[0], lanes[1]), builder.fadd(lanes[2], lanes[3]))


_prepare()

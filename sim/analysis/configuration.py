"""What differs between the requests that results were made from, in words.

It is read from the manifests, as plain text: nothing in them is run or trusted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, Final, NamedTuple

from sim.plots.words import counted, quoted

NOTHING: Final = "Nothing differs in the configuration of these results."
_MOST_NAMED: Final = 5
_MOST_LETTERS: Final = 90
_ABSENT: Final = object()
Manifests = Mapping[str, Mapping[str, Any]]


class Differing(NamedTuple):
    """One sentence on what differs, and to which part of the request it belongs."""

    part: str
    words: str


def what_differs(configurations: Manifests) -> list[str]:
    """Return in words what differs between results; one sentence if nothing does.

    Parameters
    ----------
    configurations
        Label -> manifest, as the attribute ``configurations`` of a result holds them.

    Examples
    --------
    >>> seeds = {"A": {"seed": 1, "draws": 4}, "B": {"seed": 2, "draws": 4}}
    >>> what_differs(seeds)
    ['The seed is 1 in A and 2 in B.']
    """
    return [each.words for each in differing(configurations)] or [NOTHING]


def differing(configurations: Manifests) -> list[Differing]:
    """Return what differs between results, the model's inputs first; empty: nothing does."""
    told = {
        label: manifest if isinstance(manifest, Mapping) else {}
        for label, manifest in configurations.items()
    }
    if unknown := [label for label, manifest in told.items() if not manifest]:
        told = {label: manifest for label, manifest in told.items() if manifest}
        lost = f"What was asked for {_listed(unknown)} is not recorded."
        return [Differing("unknown", lost), *(_all_parts(told) if len(told) > 1 else ())]
    return list(_all_parts(told))


def _all_parts(told: Manifests) -> Iterator[Differing]:
    for part, sentences in _PARTS.items():
        yield from (Differing(part, words) for words in sentences(told))


def _parameters(told: Manifests) -> Iterator[str]:
    values = {label: _mapping(manifest, "values") for label, manifest in told.items()}
    yield from _one("Parameters", told, _mode, verb="are")
    by_hand = {key for manifest in told.values() for key in _mapping(manifest, "overrides")}
    alike = len({_mode(manifest) for manifest in told.values()}) == 1
    keys = [key for key in _keys(values) if not _is_switch(key) and (alike or key in by_hand)]
    yield from _counted_sentence("parameter", keys, values, _value)


def _mechanisms(told: Manifests) -> Iterator[str]:
    values = {label: _mapping(manifest, "values") for label, manifest in told.items()}
    switches = [key for key in _keys(values) if _is_switch(key)]
    different = [key for key in switches if len(_by_text(key, values, _value)) > 1]
    by_labels: dict[tuple[str, ...], list[str]] = {}
    for key in different:
        off = tuple(label for label in told if _value(values[label].get(key, _ABSENT)) == "0")
        name = plain(key).partition(".")[2]
        if off:
            by_labels.setdefault(off, []).append(name)
    for labels, names in by_labels.items():
        verb = "mechanism is" if len(names) == 1 else "mechanisms are"
        yield f"{len(names)} {verb} off in {_listed(labels)} only: {_some(names)}."


def _levers(told: Manifests) -> Iterator[str]:
    levers = {label: _mapping(manifest, "levers") for label, manifest in told.items()}
    yield from _counted_sentence("lever", _keys(levers), levers, _lever)


def _scenarios(told: Manifests) -> Iterator[str]:
    yield from _alone(told, "has", ("a scenario", "scenarios"), _names)
    texts = {label: _mapping(manifest, "scenario_files") for label, manifest in told.items()}
    for name in _keys(texts):
        yield from _texts_differ(name, {label: each.get(name) for label, each in texts.items()})


def _alone(
    told: Manifests,
    verb: str,
    nouns: tuple[str, str],
    names: Callable[[Mapping[str, Any]], list[str]],
) -> Iterator[str]:
    """Yield a sentence for each result that has what no other has."""
    present = {label: names(manifest) for label, manifest in told.items()}
    for label, own in present.items():
        rest = [others for other, others in present.items() if other != label]
        if alone := [name for name in own if not any(name in others for others in rest)]:
            noun = nouns[0] if len(alone) == 1 else f"{len(alone)} {nouns[1]}"
            yield f"Only {label} {verb} {noun}: {_some(alone)}."


def _texts_differ(name: str, texts: Mapping[str, Any]) -> Iterator[str]:
    """Yield a sentence if the file of a scenario differs: the first lines that do."""
    have = {label: text for label, text in texts.items() if isinstance(text, str)}
    first, *others = [*have, ""]
    for other in filter(None, others):
        old, new = (have[label].splitlines() for label in (first, other))
        changes = [
            op for op in SequenceMatcher(None, old, new, False).get_opcodes() if op[0] != "equal"
        ]
        if not changes:
            continue
        _, start, stop, start_2, stop_2 = changes[0]
        count = sum(max(op[2] - op[1], op[4] - op[3]) for op in changes)
        more = f", and {counted(count - 1, 'more line')}" if count > 1 else ""
        before = f"{_line(old, start, stop)} in {first}"
        after = f"{_line(new, start_2, stop_2)} in {other}"
        yield f"The scenario {plain(name)} differs: line {start + 1} is {before} and {after}{more}."


def _line(lines: Sequence[str], start: int, stop: int) -> str:
    return quoted(plain(lines[start].strip())) if start < stop else "not there"


def _world(told: Manifests) -> Iterator[str]:
    yield from _one("The world", told, lambda m: _mapping(m, "world").get("told") or "the real one")
    yield from _one(
        "The tables replaced",
        told,
        lambda m: ", ".join(map(plain, _mapping(m, "data"))) or "none",
        verb="are",
    )
    hashes = {label: str(_mapping(m, "hashes").get("data")) for label, m in told.items()}
    worlds = {str(_mapping(m, "world").get("told")) for m in told.values()}
    if len(set(hashes.values())) > 1 and len(worlds) == 1:
        yield (
            "The facts of the world (tables) differ; facts by country, such as population and "
            f"groups, are those of {next(iter(told))} here."
        )


def _runs(told: Manifests) -> Iterator[str]:
    yield from _one("The seed", told, lambda m: m.get("seed"))
    yield from _one("The number of draws", told, lambda m: _design(m).get("rows", m.get("draws")))
    yield from _one("The number of replicates a draw", told, lambda m: m.get("replicates"))
    yield from _one("The design", told, lambda m: _design(m).get("method"))
    yield from _one("The quarters kept as one", told, lambda m: m.get("every", 1))
    yield from _alone(told, "stores", ("an outcome", "outcomes"), _outcomes)


def _program(told: Manifests) -> Iterator[str]:
    yield from _one("The version of faultlines", told, lambda m: m.get("version"))
    yield from _one(
        "The fingerprint of the code", told, lambda m: _mapping(m, "hashes").get("code")
    )
    libraries = {label: _mapping(m, "versions") for label, m in told.items()}
    for name in _keys(libraries):
        versions = {label: {"": own.get(name)} for label, own in libraries.items()}
        if len(texts := _by_text("", versions, plain)) > 1:
            yield f"The version of {plain(name)} is {_texts(texts)}."


_PARTS: Final[Mapping[str, Callable[[Manifests], Iterator[str]]]] = {
    "parameters": _parameters,
    "mechanisms": _mechanisms,
    "levers": _levers,
    "scenarios": _scenarios,
    "world": _world,
    "runs": _runs,
    "program": _program,
}


def plain(text: object) -> str:
    """Return a text from a manifest as one short line that a terminal only prints.

    Examples
    --------
    >>> plain("two\\nlines\\x1b[31m")
    'two lines [31m'
    """
    words = "".join(letter if letter.isprintable() else " " for letter in str(text))
    line = " ".join(words.split())
    return line if len(line) <= _MOST_LETTERS else f"{line[: _MOST_LETTERS - 3]}..."


def _counted_sentence(
    noun: str,
    keys: Iterable[str],
    values: Mapping[str, Mapping[str, Any]],
    words: Callable[[Any], str],
) -> Iterator[str]:
    """Yield ``2 levers differ: ...`` if any does."""
    said = []
    for key in keys:
        if len(texts := _by_text(key, values, words)) > 1:
            said.append(f"{plain(key)} is {_texts(texts)}")
    if said:
        verb = "differs" if len(said) == 1 else "differ"
        yield f"{counted(len(said), noun)} {verb}: {_some(said, '; ')}."


def _by_text(
    key: str, values: Mapping[str, Mapping[str, Any]], words: Callable[[Any], str]
) -> dict[str, list[str]]:
    """Return the labels of each value of a key, in words."""
    found: dict[str, list[str]] = {}
    for label, own in values.items():
        found.setdefault(words(own.get(key, _ABSENT)), []).append(label)
    return found


def _one(
    subject: str, told: Manifests, get: Callable[[Mapping[str, Any]], Any], verb: str = "is"
) -> Iterator[str]:
    found: dict[str, list[str]] = {}
    for label, manifest in told.items():
        value = get(manifest)
        found.setdefault("not recorded" if value is None else plain(value), []).append(label)
    if len(found) > 1:
        yield f"{subject} {verb} {_texts(found)}."


def _texts(found: Mapping[str, Sequence[str]]) -> str:
    return _listed([f"{text} in {_listed(labels)}" for text, labels in found.items()])


def _value(value: Any) -> str:
    """Return the value of a parameter in words."""
    if value is _ABSENT:
        return "not recorded"
    if not isinstance(value, Mapping):
        return f"{value:g}" if isinstance(value, int | float) else plain(value)
    if "table" in value:
        return f"taken from {plain(value['table'])}"
    low, high = (_value(value.get(end, _ABSENT)) for end in ("low", "high"))
    source = f"{plain(value['posterior'])}: " if "posterior" in value else ""
    return f"drawn from {source}{low} to {high}"


def _lever(value: Any) -> str:
    """Return the setting of a lever in words."""
    if value is _ABSENT:
        return "not set"
    if isinstance(value, Mapping):
        return f"from {plain(value.get('from'))} to {plain(value.get('to'))}"
    if isinstance(value, list):
        return f"each of {_some([_lever(each) for each in value])}"
    return _value(value)


def _mode(manifest: Mapping[str, Any]) -> str:
    mode = plain(manifest.get("parameters"))
    fitted = plain(_mapping(manifest, "request").get("posterior") or "")
    if mode == "fixed":
        return f"held at the means of {fitted}" if fitted else "held at their start values"
    if mode == "drawn":
        return f"drawn from {fitted if 'posterior' in _design(manifest) else 'their ranges'}"
    return mode


def _design(manifest: Mapping[str, Any]) -> Mapping[str, Any]:
    return _mapping(manifest, "design")


def _names(manifest: Mapping[str, Any]) -> list[str]:
    cases = manifest.get("cases")
    found = cases if isinstance(cases, list) else []
    return [plain(case.get("label")) for case in found if isinstance(case, Mapping)]


def _outcomes(manifest: Mapping[str, Any]) -> list[str]:
    found = manifest.get("outcomes")
    return [plain(name) for name in found] if isinstance(found, list) else []


def _mapping(manifest: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = manifest.get(key)
    return found if isinstance(found, Mapping) else {}


def _keys(values: Mapping[str, Mapping[str, Any]]) -> list[str]:
    return list(dict.fromkeys(key for own in values.values() for key in own))


def _is_switch(key: str) -> bool:
    return key.startswith("mechanism.")


def _some(words: Sequence[str], between: str = ", ") -> str:
    more = len(words) - _MOST_NAMED
    return between.join(words[:_MOST_NAMED]) + (f"{between}and {more} more" if more > 0 else "")


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"

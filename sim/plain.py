"""Reading YAML as plain data: no guesses, no shortcuts, a line number for every key.

Only ``true`` and ``false`` are switches, only digits make numbers, and nothing is a date; what
is written twice, tagged, or borrowed through an anchor is refused.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

import yaml

from sim.errors import FaultlinesError, ScenarioError
from sim.folders import label

_LARGEST_BYTES: Final = 1_000_000
_DEEPEST: Final = 20
_NUMBER: Final = r"[-+]?(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?"


class Section(dict[str, Any]):
    """A mapping that knows its file and the line of each of its keys.

    Attributes
    ----------
    file : str
        How messages name the file.
    line : int
        Line on which the mapping starts.
    lines : dict of str to int
        Line of each key.
    """

    def __init__(self, file: str, line: int) -> None:
        """Start an empty mapping."""
        super().__init__()
        self.file = file
        self.line = line
        self.lines: dict[str, int] = {}

    def where(self, key: str) -> str:
        """Return the place of a key, such as ``"scenarios/stop.yaml, line 7"``."""
        return f"{self.file}, line {self.lines.get(key, self.line)}"

    def at(self, key: str) -> str:
        """Return the place of a key's value, such as ``"scenarios/stop.yaml, line 7, from"``."""
        return f"{self.where(key)}, {key}"


class _Shortcut(Exception):
    """Something that plain data has no use for, with its place."""

    def __init__(self, event: yaml.Event, problem: str) -> None:
        line = (event.start_mark.line if event.start_mark else 0) + 1
        super().__init__(f"line {line}: {problem}")


class _Loader(yaml.SafeLoader):
    """The safe loader without its guesses and shortcuts; used only to build the tree of nodes."""

    depth = 0

    def get_event(self) -> yaml.Event:
        """Hand on the next event, unless it is an anchor, an alias, a tag or nested too deep."""
        event: yaml.Event = super().get_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _Shortcut(event, "'&' and '*' shortcuts are not allowed; write it out")
        tag = getattr(event, "tag", None)
        if tag is not None and tag != "!":
            raise _Shortcut(event, f"tags such as {tag!r} are not allowed")
        self.depth += isinstance(event, yaml.CollectionStartEvent)
        self.depth -= isinstance(event, yaml.CollectionEndEvent)
        if self.depth > _DEEPEST:
            raise _Shortcut(event, f"is nested more than {_DEEPEST} deep")
        return event


_Loader.yaml_implicit_resolvers = {}


_Loader.add_implicit_resolver("bool", re.compile(r"(?:true|false)\Z"), list("tf"))
_Loader.add_implicit_resolver("null", re.compile(r"(?:~|null|)\Z"), ["~", "n", ""])
_Loader.add_implicit_resolver("number", re.compile(rf"(?:{_NUMBER})\Z"), list("-+.0123456789"))


def read(file: Path, error: type[FaultlinesError] = ScenarioError) -> Section:
    """Return the content of a YAML file, which must be one mapping.

    Parameters
    ----------
    file : Path
        What to read.
    error : type
        Class of the errors raised.

    Raises
    ------
    FaultlinesError
        Of the class asked for, in one line with file and line, if the file cannot be read or
        is anything but plain data.
    """
    name = label(file)
    try:
        if file.stat().st_size > _LARGEST_BYTES:
            raise error(f"{name}: is larger than {_LARGEST_BYTES:,} bytes")
        text = file.read_text(encoding="utf-8")
    except OSError as problem:
        raise error(f"{name}: cannot be read ({problem.strerror})") from None
    except UnicodeDecodeError:
        raise error(f"{name}: is not a text in UTF-8") from None
    return parse(text, name, error)


def parse(text: str, name: str, error: type[FaultlinesError] = ScenarioError) -> Section:
    """Return a YAML text as plain data; see :func:`read`.

    Examples
    --------
    >>> parse("from: 2018Q3\\nnote: no", "x.yaml")
    {'from': '2018Q3', 'note': 'no'}
    """
    try:
        node = yaml.compose(text, Loader=_Loader)
    except _Shortcut as problem:
        raise error(f"{name}, {problem}") from None
    except yaml.MarkedYAMLError as problem:
        raise error(_syntax(problem, name)) from None
    except yaml.YAMLError as problem:
        raise error(f"{name}: {str(problem).splitlines()[0]}") from None
    if not isinstance(node, yaml.MappingNode):
        raise error(f"{name}, line 1: expected lines such as 'key: value'")
    return _section(node, name, error)


def _syntax(problem: yaml.MarkedYAMLError, name: str) -> str:
    line = getattr(problem.problem_mark, "line", None)
    place = "" if line is None else f", line {line + 1}"
    text = problem.problem or "cannot be understood"
    if "\\t" in text:
        text = "a tab was used to indent; use spaces"
    return f"{name}{place}: {text}"


def _section(node: yaml.MappingNode, name: str, error: type[FaultlinesError]) -> Section:
    section = Section(name, node.start_mark.line + 1)
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise error(f"{name}, line {line}: a key must be one word")
        key = str(key_node.value)
        if key in section:
            first = section.lines[key]
            raise error(f"{name}, line {line}: {key!r} is given twice (first on line {first})")
        section.lines[key] = line
        section[key] = _value(value_node, name, error)
    return section


def _value(node: yaml.Node, name: str, error: type[FaultlinesError]) -> Any:
    if isinstance(node, yaml.MappingNode):
        return _section(node, name, error)
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, name, error) for item in node.value]
    return _scalar(str(node.tag), str(node.value))


def _scalar(tag: str, text: str) -> str | bool | int | float | None:
    if tag == "bool":
        return text == "true"
    if tag == "null":
        return None
    if tag == "number":
        plain = text.replace("_", "")
        return int(plain) if re.fullmatch(r"[-+]?\d+", plain) else float(plain)
    return text

#!/usr/bin/python3
"""Groups source files of which a compiler may read a dozen as one.

  tests/batches.py INCLUDES FILE...

Most of the time for a file goes to the headers of the standard library, and to what is made of their templates, again
for each file. Two files that give one name to different things do not get into the same group. INCLUDES are the folders
that the files' own includes start from, with colons between. Prints a group a line.
"""

import os
import re
import sys

LARGEST = 14
ANONYMOUS = re.compile(r"^namespace \{$(.*?)(?:^\} *// namespace$|\Z)", re.S | re.M)
INCLUDE = re.compile(r'^#include "([^"]+)"', re.M)
NO_DECLARATION = re.compile(r"[^A-Za-z\[]|namespace|public:|private:|protected:|$")
TYPE = re.compile(r"(?:template<.*> *)?(?:struct|class|enum class|enum|union|using)\s+(\w+)")
FUNCTION = re.compile(r"(?:^|[\s&*])(\w+)\(")
VARIABLE = re.compile(r"(\w+)(?:\[\w*\])? *(?:=|\{|;|$)")
# There is one main(), and curses defines words as common as "lines".
ALONE = re.compile(r"^int main\(|^#include <(?:curses|term)\.h>", re.M)


def declared(text):
    """The names that are declared at the outermost level, where clang-format leaves no indentation."""
    names = set()
    for line in text.splitlines():
        if not NO_DECLARATION.match(line):
            found = TYPE.match(line) or FUNCTION.search(line) or VARIABLE.search(line)
            if found:
                names.add(found[1])
    return names


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


class Headers:
    """What the project's headers declare, those that they include counted in."""

    def __init__(self, folders):
        self.folders = folders
        self.known = {}

    def names(self, header):
        if header not in self.known:
            self.known[header] = set()
            for path in (os.path.join(folder, header) for folder in self.folders):
                if os.path.exists(path):
                    text = read(path)
                    self.known[header] = declared(text) | self.included_by(text)
        return self.known[header]

    def included_by(self, text):
        return set().union(*(self.names(header) for header in INCLUDE.findall(text)))


class Group:
    def __init__(self):
        self.files, self.own, self.shared = [], set(), set()

    def takes(self, own, shared):
        """`own` names are of the file alone; `shared` ones mean the same wherever they are seen."""
        return len(self.files) < LARGEST and not (own & self.own or own & self.shared or shared & self.own)

    def add(self, file, own, shared):
        self.files.append(file)
        self.own |= own
        self.shared |= shared


def groups_of(files, folders):
    headers, groups, single = Headers(folders), [], []
    for file in files:
        text = read(file)
        own = set().union(*(declared(part) for part in ANONYMOUS.findall(text)))
        shared = headers.included_by(text) | declared(ANONYMOUS.sub("", text))
        alone = ALONE.search(text)
        group = None if alone else next((group for group in groups if group.takes(own, shared)), None)
        if not group:
            group = Group()
            (single if alone else groups).append(group)
        group.add(file, own, shared)
    return [group.files for group in groups + single]


if __name__ == "__main__":
    for group in groups_of(sys.argv[2:], sys.argv[1].split(":")):
        print(*group)

# What the scenarios of log rotation have in common. Sourced by rotate_*_test.sh.

# A server of three processes that number their lines and write as fast as they can: two to standard
# output, with a call for each line; one to standard error, in blocks that end anywhere.
write_loud_program() { # FILE
  cat >"$1" <<'PROGRAM'
import os
for tag in "ab":
    if os.fork() == 0:
        number = 0
        while True:
            number += 1
            os.write(1, f"{tag} {number}\n".encode())
with os.fdopen(2, "w", 4096) as out:
    number = 0
    while True:
        number += 1
        out.write(f"c {number} {'x' * (number % 50)}\n")
PROGRAM
  chmod a+r "$1"
}

# "whole" when the log's files together hold each process's lines, once and in order, and none but the
# newest ends within a line. What is said of an interrupted rotation is passed over.
check_lines() { # LOG
  python3 - "$1" <<'PROGRAM'
import glob, gzip, re, sys
log = sys.argv[1]
def number(path):
    return int(re.fullmatch(re.escape(log) + r"\.(\d+)(\.gz)?", path)[1])
older = [path for path in glob.glob(glob.escape(log) + ".*") if path[len(log) + 1].isdigit()]
text = b""
for path in sorted(older, key=number, reverse=True):
    with (gzip.open if path.endswith(".gz") else open)(path, "rb") as file:
        content = file.read()
    if not content.endswith(b"\n"):
        sys.exit(f"{path} ends within a line: {content[-40:]!r}")
    text += content
with open(log, "rb") as file:
    text += file.read()
last = {}
for line in text.split(b"\n")[:-1]:
    tag, count = line.split()[:2]
    if int(count) != last.get(tag, 0) + 1:
        sys.exit(f"{log}: {line!r} follows {last.get(tag, 0)}")
    last[tag] = int(count)
print("whole" if last and min(last.values()) > 10000 else f"few: {last}")
PROGRAM
}

# Where systemd keeps the control group of a unit, in the unified hierarchy.
group_folder() { # UNIT
  local mount=/sys/fs/cgroup
  [[ -e $mount/cgroup.controllers ]] || mount=$mount/unified
  echo "$mount$(property "$1" ControlGroup)"
}
stands_still() { # UNIT
  grep -q 1 "$(group_folder "$1")/cgroup.freeze"
}
moves() { # UNIT
  ! stands_still "$1"
}

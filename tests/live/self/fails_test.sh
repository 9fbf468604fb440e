# scope: user
scenario "this one holds"
run echo right
expect_out right

scenario "this one does not"
run sh -c 'echo out; echo err >&2; exit 3'
expect_exit 0

scenario "this one is not reached"

# scope: user
# skip-ok: no memory controller
scenario "is skipped as announced"
skip "no memory controller"

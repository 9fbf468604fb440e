# scope: user
scenario "is skipped though nobody said so"
skip "no luck"

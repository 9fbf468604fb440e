# scope: system
scenario "is root"
expect [ "$UID" -eq 1 ]

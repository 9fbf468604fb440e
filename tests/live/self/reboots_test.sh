# scope: reboot
scenario "fails after the reboot"
if before_reboot; then reboot; fi
expect [ after = before ]

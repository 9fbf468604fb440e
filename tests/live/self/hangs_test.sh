# scope: user
# timeout: 1s
scenario "sleeps too long"
sleep 60

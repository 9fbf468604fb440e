# scope: user
scenario "uses a variable that is not set"
echo "$no_such_variable"

# scope: user
true

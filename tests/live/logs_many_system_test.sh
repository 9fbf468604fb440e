# No line is lost: neither the last of many nor the only one of a short life.
# scope: system
source "$LIVE/logs_many.sh"

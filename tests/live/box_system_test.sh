# The box is a whole machine of its own.
# scope: system

scenario "the system's manager is up, as PID 1"
run manager is-system-running
expect_exit 0
expect_out running
expect_equal "PID 1" "$(</proc/1/comm)" systemd
expect_equal "its root cgroup" "$(sed -n 's/^.*name=systemd:\|^0:://p' /proc/1/cgroup | sort -u)" /init.scope

scenario "polkit and logind answer"
expect busctl --quiet call org.freedesktop.login1 /org/freedesktop/login1 org.freedesktop.DBus.Peer Ping
expect busctl --quiet call org.freedesktop.PolicyKit1 /org/freedesktop/PolicyKit1/Authority org.freedesktop.DBus.Peer Ping

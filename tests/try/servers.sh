# The configuration that ./try applies. Sourced.

# Writes it, and the programs that it names, to FOLDER.
servers_write() { # FOLDER FIRST-LINES
  local first
  first=$(servers_free_port)
  mkdir -p "$1"
  cp conf/sample-server tests/try/loopback.cjs "$1"
  {
    printf '%s' "$2"
    if npm_installed; then everything_toml "$((first))"; fi
    sample_toml "$((first + 1))"
  } >"$1/mcp.toml"
}

# npm's programs listen on all addresses; this one is made to listen on loopback.
everything_toml() { # PORT
  cat <<-END
	[servers.everything]
	type = "http"
	command = "mcp-server-everything streamableHttp"
	env = { NODE_OPTIONS = "--require=./loopback.cjs" }
	port = $1

	END
}

# "flaky" crashes less often than the ten times a minute after which systemd would pause.
sample_toml() { # PORT
  cat <<-END
	[servers.sample]
	type = "http"
	command = "./sample-server"
	port = $1

	[servers.pair]
	type = "http"
	command = "./sample-server --port {port}"
	port = $(($1 + 1))
	instances = 2

	[servers.flaky]
	command = "./sample-server --port {port} --crash-after 6.5"
	port = $(($1 + 3))
	END
}

# Begins five ports on which nobody listens.
servers_free_port() {
  local first=3001 port
  for ((port = first; port < first + 5; port++)); do
    if (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then ((first += 100, port = first - 1)); fi
  done
  echo "$first"
}

#include "units/render_secrets.hpp"

#include "units/quote.hpp"

#include <fmt/format.h>

namespace mcpctl {

std::vector<std::pair<std::string, std::string>> secret_directives(const Server& server)
{
  std::vector<std::pair<std::string, std::string>> directives;
  for (const Secret& secret : server.secrets) {
    const std::string& name = secret.name.str();
    if (secret.delivery == Delivery::environment) {
      directives.emplace_back("EnvironmentFile", quote_environment_file(secret.path));
      continue;
    }
    // systemd splits at the first colon only (systemd.exec(5), LoadCredential=).
    directives.emplace_back("LoadCredential", name + ":" + quote_path(secret.path));
    directives.emplace_back("Environment", fmt::format("{0}=%d/{0}", name));
  }
  return directives;
}

std::string secret_comments(const Server& server)
{
  std::string text;
  for (const Secret& secret : server.secrets) {
    const bool stays_up = server.type != ServerType::stdio;
    text += fmt::format("# secret {}: {}{}\n", secret.name.str(),
                        secret.delivery == Delivery::file ? "file" : "environment",
                        stays_up ? " " + secret.stamp : "");
  }
  return text;
}

} // namespace mcpctl

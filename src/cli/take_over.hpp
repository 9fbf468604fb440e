// Servers until the next reboot that an apply takes over: the files of ours that they came from go,
// or they would be there twice.
#pragma once

#include "cli/apply.hpp"
#include "cli/taking_out.hpp"

#include <memory>
#include <string>
#include <vector>

namespace mcpctl {

class TakeOver
{
public:
  // Where the request is not to take anything over, all of this does nothing; else nobody else
  // changes such files as long as it lives.
  [[nodiscard]] static Result<TakeOver> begin(const Context& context, const ApplyRequest& request);

  // What the plan takes over of what is installed.
  void choose(const Plan& plan, const Installed& installed);
  // Once it is owed that the units change: without its file the next apply adopts a server.
  [[nodiscard]] Status take_out();
  // After an error: puts the files back of servers that are installed as they were.
  void put_back(const UnitFolders& folders);
  // "deleted /run/user/1000/mcp/mcp.d/web.toml"
  [[nodiscard]] std::vector<std::string> words() const;

private:
  explicit TakeOver(const Context& context) : context_(&context) {}

  const Context* context_;
  std::unique_ptr<OwnFolders> folders_;
  std::unique_ptr<TakingOut> taking_;
  std::vector<OwnEntry> chosen_;
};

} // namespace mcpctl

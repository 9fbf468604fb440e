// Collects what is wrong, so that all errors of all files are reported at once.
#pragma once

#include "config/value.hpp"
#include "model/diagnostic.hpp"

#include <string>
#include <vector>

namespace mcpctl {

class Problems
{
public:
  void error(const Spot& spot, std::string message, std::string hint = {});
  void warning(const Spot& spot, std::string message, std::string hint = {});
  // A warning whose line is shown without the bytes of `hidden`: what may be a secret goes to no
  // terminal and no log.
  void warning_without(const Spot& spot, const Spot& hidden, std::string message,
                       std::string hint);
  // A problem in another file, reported where `anchor` names that file.
  void add(const Spot& anchor, Diagnostic diagnostic);

  // How many errors were added so far.
  [[nodiscard]] std::size_t errors() const { return errors_; }
  // All of them, each once, in order of file and line.
  [[nodiscard]] Diagnostics sorted() const;

private:
  struct Found
  {
    std::size_t order;
    unsigned line;
    unsigned column;
    Diagnostic diagnostic;
  };
  std::vector<Found> found_;
  std::size_t errors_ = 0;
};

} // namespace mcpctl

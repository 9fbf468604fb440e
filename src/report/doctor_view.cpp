#include "report/doctor_view.hpp"

#include "model/text.hpp"
#include "report/sheet.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <tuple>

namespace mcpctl {

namespace {

constexpr std::size_t indent = 4; // of what stands below a verdict
constexpr std::size_t label_width = 6;

struct Sign
{
  const char* text;
  Paint paint;
};

Sign sign_of(Gravity gravity)
{
  switch (gravity) {
  case Gravity::ok:
    return {"✓", Paint::green};
  case Gravity::note:
    return {"·", Paint::blue};
  case Gravity::unknown:
    return {"?", Paint::dim};
  case Gravity::warning:
    return {"!", Paint::yellow};
  case Gravity::problem:
    break;
  }
  return {"✗", Paint::red};
}

std::string verdict_of(const Finding& finding)
{
  return finding.subject.empty() ? finding.what : finding.subject + ": " + finding.what;
}

// The first lines of it may be folded; a command never is.
void add_below(std::string& text, std::string_view label, std::string_view value, bool whole,
               const Style& style)
{
  const std::size_t left = indent + label_width;
  const std::size_t width = style.width && *style.width > left + 20 ? *style.width - left : 0;
  std::vector<std::string> lines = {harmless(value)};
  if (!whole && width > 0)
    lines = folded(lines.front(), width);
  for (const std::string& line : lines) {
    text += std::string(indent, ' ') + painted(padded(label, label_width), Paint::dim, style) + line
            + "\n";
    label = {};
  }
}

const char* label_of(StepKind kind)
{
  switch (kind) {
  case StepKind::command:
    return "mend:";
  case StepKind::edit:
    return "edit:";
  case StepKind::advice:
    break;
  }
  return "do:";
}

// Each kind is named where it begins.
void add_steps(std::string& text, const Steps& steps, const Style& style)
{
  const Step* before = nullptr;
  for (const Step& step : steps) {
    const bool same = before != nullptr && before->kind == step.kind;
    add_below(text, same ? "" : label_of(step.kind), step.text, step.kind != StepKind::advice,
              style);
    before = &step;
  }
}

void add_finding(std::string& text, const Finding& finding, const Style& style)
{
  const Sign sign = sign_of(finding.gravity);
  text += fmt::format("  {} {}\n", painted(sign.text, sign.paint, style),
                      harmless(verdict_of(finding)));
  if (!finding.why.empty())
    add_below(text, "why:", finding.why, false, style);
  add_steps(text, finding.mend, style);
}

std::string names_of_checks(const Findings& findings)
{
  std::vector<std::string_view> names;
  for (const Finding& finding : findings)
    names.push_back(finding.check);
  return fmt::format("{}", fmt::join(names, ", "));
}

void add_section(std::string& text, const Findings& findings, bool all, const Style& style)
{
  Findings wrong = findings;
  std::erase_if(wrong, [](const Finding& f) { return f.gravity == Gravity::ok; });
  std::stable_sort(wrong.begin(), wrong.end(),
                   [](const Finding& a, const Finding& b) { return a.gravity > b.gravity; });
  Findings well = findings;
  std::erase_if(well, [](const Finding& f) { return f.gravity != Gravity::ok; });
  const std::string heading = painted(findings.front().section, Paint::bold, style);
  const Sign ok = sign_of(Gravity::ok);
  if (wrong.empty() && !all) {
    text += fmt::format("{} {}: {}\n", painted(ok.text, ok.paint, style), heading,
                        names_of_checks(well));
    return;
  }
  text += heading + "\n";
  for (const Finding& finding : wrong)
    add_finding(text, finding, style);
  if (well.empty())
    return;
  if (!all) {
    text += fmt::format("  {} {}\n", painted(ok.text, ok.paint, style), names_of_checks(well));
    return;
  }
  for (const Finding& finding : well)
    text += fmt::format("  {} {}: {}\n", painted(ok.text, ok.paint, style), finding.check,
                        harmless(verdict_of(finding)));
}

std::string counted(const Findings& findings, Gravity gravity)
{
  const auto count = std::count_if(findings.begin(), findings.end(),
                                   [gravity](const Finding& f) { return f.gravity == gravity; });
  const bool plural = count != 1 && gravity != Gravity::unknown;
  return count == 0 ? "" : fmt::format("{} {}{}", count, to_string(gravity), plural ? "s" : "");
}

std::string counts(const Findings& findings)
{
  std::vector<std::string> parts;
  for (const Gravity gravity :
       {Gravity::problem, Gravity::warning, Gravity::note, Gravity::unknown}) {
    if (std::string part = counted(findings, gravity); !part.empty())
      parts.push_back(std::move(part));
  }
  return parts.empty() ? "nothing is wrong" : fmt::format("{}", fmt::join(parts, ", "));
}

} // namespace

std::string doctor_report(const Findings& findings, bool all, const Style& style)
{
  std::string text;
  for (auto begin = findings.begin(); begin != findings.end();) {
    const auto end = std::find_if(begin, findings.end(), [&begin](const Finding& finding) {
      return finding.section != begin->section;
    });
    add_section(text, Findings(begin, end), all, style);
    begin = end;
  }
  return text + "\n" + counts(findings) + "\n";
}

} // namespace mcpctl

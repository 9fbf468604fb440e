// The library's header wants to know which of its three it is to declare.
#define PCRE2_CODE_UNIT_WIDTH 8
#include "observe/line_pattern.hpp"

#include "model/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <pcre2.h>

namespace mcpctl {

namespace {

struct Free
{
  void operator()(pcre2_code* code) const { pcre2_code_free(code); }
  void operator()(pcre2_match_data* data) const { pcre2_match_data_free(data); }
  void operator()(pcre2_match_context* context) const { pcre2_match_context_free(context); }
};

// About a second for one line.
constexpr std::uint32_t most_steps = 5'000'000;

bool has_upper_case(std::string_view text)
{
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

const unsigned char* bytes(std::string_view text)
{
  return reinterpret_cast<const unsigned char*>(text.data());
}

Error complaint(std::string_view text, int number, std::size_t at)
{
  std::array<unsigned char, 256> words{};
  pcre2_get_error_message(number, words.data(), words.size());
  return {
      ExitCode::usage,
      fmt::format("--grep: {}\n  {}\n  {}^", reinterpret_cast<const char*>(words.data()),
                  harmless(text), std::string(display_width(harmless(text.substr(0, at))), ' ')),
      "man pcre2pattern tells how expressions are written; a backslash makes the next character "
      "an ordinary one"};
}

} // namespace

struct LinePattern::Code
{
  std::unique_ptr<pcre2_code, Free> code;
  std::unique_ptr<pcre2_match_data, Free> match;
  std::unique_ptr<pcre2_match_context, Free> limits;
};

Result<LinePattern> LinePattern::compile(std::string_view text)
{
  std::uint32_t options = PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C;
  if (!has_upper_case(text))
    options |= PCRE2_CASELESS;
  int number = 0;
  std::size_t at = 0;
  auto code = std::make_shared<Code>();
  code->code.reset(pcre2_compile(bytes(text), text.size(), options, &number, &at, nullptr));
  if (!code->code)
    return complaint(text, number, std::min(at, text.size()));
  // Where this machine cannot, the search is only slower.
  (void)pcre2_jit_compile(code->code.get(), PCRE2_JIT_COMPLETE);
  code->match.reset(pcre2_match_data_create(1, nullptr));
  code->limits.reset(pcre2_match_context_create(nullptr));
  pcre2_set_match_limit(code->limits.get(), most_steps);
  return LinePattern(std::move(code));
}

bool LinePattern::found_in(std::string_view line) const
{
  const auto search = [&](std::uint32_t options) {
    return pcre2_match(code_->code.get(), bytes(line), line.size(), 0, options, code_->match.get(),
                       code_->limits.get());
  };
  int found = search(0);
  if (found == PCRE2_ERROR_JIT_STACKLIMIT)
    found = search(PCRE2_NO_JIT);
  return found != PCRE2_ERROR_NOMATCH;
}

} // namespace mcpctl

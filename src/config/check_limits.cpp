// Spans, sizes, counts, signals and statuses.
#include "config/check_value.hpp"
#include "config/scalars.hpp"

namespace mcpctl {

namespace {

// "memory_max has the unknown unit "MB"".
template <typename T>
void report_failure(const Entry& entry, const KeySpec& key, const Result<T>& read,
                    Problems& problems)
{
  if (!read)
    problems.error(entry.value.spot, entry.key + " " + read.error().what,
                   "it must be " + std::string(key.expected));
}

} // namespace

void check_span(const Entry& entry, const KeySpec& key, Problems& problems)
{
  const Value& value = entry.value;
  if (value.text() == nullptr && value.integer() == nullptr && value.number() == nullptr)
    report_type(value.spot, key, problems);
  else
    report_failure(entry, key, read_span(value), problems);
}

void check_finite_span(const Entry& entry, const KeySpec& key, Problems& problems)
{
  check_span(entry, key, problems);
  const Result<TimeSpan> span = read_span(entry.value);
  if (span && *span == infinite_span)
    problems.error(entry.value.spot, entry.key + " is infinite",
                   "it must be " + std::string(key.expected));
}

void check_age(const Entry& entry, const KeySpec& key, Problems& problems)
{
  check_finite_span(entry, key, problems);
  const Result<TimeSpan> span = read_span(entry.value);
  if (span && *span == TimeSpan::zero())
    problems.error(entry.value.spot, entry.key + " is zero",
                   "it must be " + std::string(key.expected));
}

void check_count(const Entry& entry, const KeySpec& key, Problems& problems)
{
  constexpr std::int64_t largest = 1'000'000;
  const std::int64_t* count = entry.value.integer();
  if (count == nullptr)
    report_type(entry.value.spot, key, problems);
  else if (*count < 1 || *count > largest)
    problems.error(entry.value.spot, entry.key + " is not between 1 and 1000000");
}

void check_size(const Entry& entry, const KeySpec& key, Problems& problems)
{
  if (entry.value.text() == nullptr)
    report_type(entry.value.spot, key, problems);
  else
    report_failure(entry, key, read_size(entry.value), problems);
}

void check_bytes(const Entry& entry, const KeySpec& key, Problems& problems)
{
  check_size(entry, key, problems);
  const Result<ByteSize> size = read_size(entry.value);
  if (size && size->kind != ByteSize::Kind::bytes)
    problems.error(entry.value.spot, entry.key + " is no number of bytes",
                   "it must be " + std::string(key.expected));
}

void check_quota(const Entry& entry, const KeySpec& key, Problems& problems)
{
  if (entry.value.text() == nullptr)
    report_type(entry.value.spot, key, problems);
  else
    report_failure(entry, key, read_quota(entry.value), problems);
}

void check_tasks(const Entry& entry, const KeySpec& key, Problems& problems)
{
  if (entry.value.text() == nullptr && entry.value.integer() == nullptr)
    report_type(entry.value.spot, key, problems);
  else
    report_failure(entry, key, read_tasks(entry.value), problems);
}

void check_signal(const Entry& entry, const KeySpec& key, Problems& problems)
{
  if (entry.value.text() == nullptr)
    report_type(entry.value.spot, key, problems);
  else
    report_failure(entry, key, read_signal(entry.value), problems);
}

void check_exit_statuses(const Entry& entry, const KeySpec& key, Problems& problems)
{
  report_failure(entry, key, read_exit_statuses(entry.value), problems);
}

} // namespace mcpctl

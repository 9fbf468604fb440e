# What src/systemd promises of the system's service manager: the test cases of manager_test.cpp.
# scope: system

# Here the test is no unit of ours itself, and its identifier counts for nothing.
mapfile -t cases < <("$BUILD/tests/live-manager-tests" --list-test-cases | sed '/^user scope:/d; /^\[doctest\]/d; /^===/d; /^$/d')
expect [ "${#cases[@]}" -gt 10 ]
for case in "${cases[@]}"; do
  scenario "$case"
  run "$BUILD/tests/live-manager-tests" --test-case="${case//,/\\,}"
  expect_exit 0
  expect_out_has 'test cases: +1 \| +1 passed'
done

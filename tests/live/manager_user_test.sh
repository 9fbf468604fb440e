# What src/systemd promises of the user's service manager: the test cases of manager_test.cpp.
# scope: user

mapfile -t cases < <("$BUILD/tests/live-manager-tests" --list-test-cases | sed '/^\[doctest\]/d; /^===/d; /^$/d')
expect [ "${#cases[@]}" -gt 10 ]
for case in "${cases[@]}"; do
  scenario "$case"
  run "$BUILD/tests/live-manager-tests" --test-case="${case//,/\\,}"
  expect_exit 0
  expect_out_has 'test cases: +1 \| +1 passed'
done

# Sourced by test: the steps, and the counts of passed and failed tests.

passed=0
failed=0
failures=()
reasons='' # what the compiler said about failed builds, and Qt Test about failed checks

# step COMMAND…: runs one step to its end, whatever happened before it, and says how long it took.
step() {
    local start=$SECONDS
    "$@" || true
    echo "$1 ${2:-}: $((SECONDS - start)) s"
}

count_result() { # count_result NAME STATUS
    if (($2 == 0)); then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        failures+=("$1")
    fi
}

# build_failed PRESET WHAT: counts a failed build, and keeps what the compiler said for the summary.
build_failed() {
    count_result "$2: build" 1
    reasons+=$(build_errors "$1" | head -30)$'\n'
}

check_format() {
    local bad status=0
    bad=$(git ls-files '*.h' '*.cpp' | xargs clang-format-19 --dry-run 2>&1 | grep -oE '^[^:]+\.(h|cpp)' | sort -u) || true
    if [[ -n $bad ]]; then
        echo "Not formatted (clang-format-19 -i mends it):" $bad
        status=1
    fi
    count_result formatting $status
}

# Tests of code that reads untrusted bytes, manages memory or shares data between threads, without plugins and the
# window.
readonly core_tests=(addresses_test byte_reader_test capture_parser_test recording_test recording_faults_test recording_ring_test file_store_test
    dissector_test history_test history_facts_test assembly_test tcp_assembly_test history_learner_test capture_engine_test pacer_test
    settings_schema_test helper_protocol_test)
readonly thread_tests=(history_test history_learner_test capture_engine_test recording_test recording_faults_test recording_ring_test file_store_test file_scan_test)
readonly fuzzers=(capture_parser_fuzzer helper_request_fuzzer packet_relay_fuzzer field_filter_fuzzer decoders_fuzzer
    finished_frames_fuzzer hex_dump_fuzzer script_host_fuzzer serve_messages_fuzzer)

# run_programs PRESET TEST…: builds only these tests, and runs them.
run_programs() {
    local preset=$1
    shift
    if ! (build "$preset" "$@"); then
        build_failed "$preset" "$preset"
        return 1
    fi
    run_ctest "$preset" -R "^($(IFS='|' && echo "$*"))\$"
}

# run_tests PRESET LABELS: builds a preset and runs the tests with these labels.
run_tests() {
    if ! (build "$1"); then
        build_failed "$1" "$1"
        return 1
    fi
    run_ctest "$1" -L "$2"
}

# run_ctest PRESET ARGUMENT…: runs tests that are built, two at a time except for those marked RUN_SERIAL.
run_ctest() {
    local preset=$1
    shift
    local output=build/$preset/test-output.txt status=0
    ctest --test-dir "build/$preset" -j2 --output-on-failure --no-tests=error "$@" 2>&1 | tee "$output" || status=$?
    local total bad
    total=$(sed -nE 's/.* tests passed, [0-9]+ tests failed out of ([0-9]+)$/\1/p; s/.* tests failed out of ([0-9]+)$/\1/p' "$output" | tail -1)
    bad=$(sed -nE 's/.* ([0-9]+) tests failed out of [0-9]+$/\1/p' "$output" | tail -1)
    if [[ -z $total ]] || { [[ -z $bad || $bad == 0 ]] && ((status != 0)); }; then
        failed=$((failed + 1))
        failures+=("$preset: ctest did not finish")
        return
    fi
    passed=$((passed + total - bad))
    failed=$((failed + bad))
    local name
    while read -r name; do
        failures+=("$preset: $name")
    done < <(sed -nE 's/^[[:space:]]+[0-9]+ - ([^ ]+) \(.*\).*$/\1/p' "$output")
    reasons+=$(grep -E -A3 '^(FAIL!|QFATAL)' "$output" | grep -E '^(FAIL!|QFATAL|   (Loc|Actual|Expected))' | head -60)$'\n' || true
    return $status
}

# run_fuzzers TARGET…: runs each, starting from its seeds, for FUZZ_SECONDS seconds, as many at a time as there are
# processors.
run_fuzzers() {
    if ! (build asan "$@"); then
        build_failed asan fuzz
        return 1
    fi
    local name results
    results=$(mktemp -d)
    for name in "$@"; do
        while (($(jobs -pr | wc -l) >= $(nproc))); do wait -n || true; done
        { run_fuzzer "$name" && touch "$results/$name"; } &
    done
    wait
    for name in "$@"; do count_result "fuzz: $name" "$([[ -e $results/$name ]] && echo 0 || echo 1)"; done
    rm -rf "$results"
}

run_fuzzer() { # run_fuzzer TARGET
    local name=$1 status=0 corpus
    corpus=$(mktemp -d)
    fuzz_seeds "$name" "$corpus"
    "build/asan/bin/$name" -max_total_time="${FUZZ_SECONDS:-10}" -max_len=65536 -rss_limit_mb=4096 -timeout=30 -verbosity=0 \
        -artifact_prefix="build/asan/$name-" "$corpus" >"build/asan/$name.txt" 2>&1 || status=$?
    ((status == 0)) || tail -40 "build/asan/$name.txt"
    rm -rf "$corpus"
    echo "fuzz $name: $([[ $status == 0 ]] && echo nothing found || echo FAILED)"
    return $status
}

# fuzz_seeds TARGET FOLDER: the filters of the table, or captures; public captures only in runs with enough time.
fuzz_seeds() {
    if [[ $1 == field_filter_fuzzer ]]; then
        cut -f1 tests/unit/filter/filters.tsv | split -l 1 -a 4 - "$2/filter-"
        return
    fi
    if [[ $1 == script_host_fuzzer ]]; then
        cp docs/examples/*.lua "$2"
        return
    fi
    cp tests/captures/*.pcap* "$2"
    cat tests/captures/halves.pcapng tests/captures/halves.pcapng >"$2/sections.pcapng"
    local folder
    for folder in ../shared/captures/{valid,malformed,pcapng,linktypes}; do
        if [[ -d $folder ]] && { [[ $1 == capture_parser_fuzzer ]] || ((${FUZZ_SECONDS:-10} >= 600)); }; then
            cp "$folder"/* "$2"
        fi
    done
}

# Tests that repeat or run at full length in ./test long, and only briefly in every other run.
readonly long_tests=(device_faults_test disk_faults_test heuristics_test last_frames_test many_devices_test
    port_claims_test ring_end_test soak_test)

# run_long TEST…: with TAPSCOPE_LONG and without ctest's time limit. The output is kept in build/dev/NAME-long.txt.
run_long() {
    if ! (build dev "$@"); then
        build_failed dev long
        return 1
    fi
    local test status
    for test in "$@"; do
        status=0
        TAPSCOPE_LONG=1 QT_QPA_PLATFORM=offscreen QTEST_FUNCTION_TIMEOUT=14400000 "build/dev/tests/$test" \
            >"build/dev/$test-long.txt" 2>&1 || status=$?
        grep -E '^(FAIL|QINFO|QFATAL)' "build/dev/$test-long.txt" || true
        echo "long $test: $([[ $status == 0 ]] && echo passed || echo FAILED)"
        count_result "long: $test" "$status"
    done
}

# build_for_bsd: compiles and links core/net and its self-test for the BSDs that zig has headers for. DragonFly's code
# is compiled by the unit tests only.
build_for_bsd() {
    if ! { command -v npm >/dev/null || need_packages "${packages_bsd[@]}"; } || ! scripts/install_zig; then
        count_result "compiler for the BSDs" 1
        return 1
    fi
    # In parallel: building libc++ once for each system keeps zig busy for several minutes on one core.
    local system status
    local -A builds=()
    for system in freebsd netbsd openbsd; do
        rm -f "build/$system/bin/tapscope-net-selftest"
        (build "$system") &
        builds[$system]=$!
    done
    for system in freebsd netbsd openbsd; do
        status=0
        wait "${builds[$system]}" && is_elf "build/$system/bin/tapscope-net-selftest" || status=1
        count_result "$system: build" $status
    done
}

is_elf() { [[ $(od -An -tx1 -N4 "$1") == " 7f 45 4c 46" ]]; }

run_tidy() {
    build dev
    git ls-files '*.cpp' | grep -v '^tests/fuzz/\|^docs/' | xargs -P "$(nproc)" -n 1 clang-tidy-19 --quiet --extra-arg=-Wno-unknown-warning-option -p build/dev 2>/dev/null | tee build/tidy.txt
    local status=0
    grep -qE '(error|warning):' build/tidy.txt && status=1
    count_result clang-tidy $status
}

# run_covered LABELS: runs the tests with these labels, and reports which lines of each file of core they ran. Programs
# that are killed, and the children of a fork, count nothing.
run_covered() {
    rm -rf build/coverage/profiles
    mkdir -p build/coverage
    mkdir -m 1777 build/coverage/profiles # tests become other users, too
    if ! (build coverage); then
        build_failed coverage coverage
        return 1
    fi
    # These two tests compare standard error, to which a program without the right to write its counts complains.
    LLVM_PROFILE_FILE=$PWD/build/coverage/profiles/%m.profraw run_ctest coverage -L "$1" \
        -E '^(disk_faults|ordinary_user_cli)_test$' || true
    local programs=(build/coverage/tests/*_test build/coverage/bin/* build/coverage/lib/tapscope/plugins/*.so)
    llvm-profdata-19 merge --sparse -o build/coverage/profile build/coverage/profiles/*.profraw
    llvm-cov-19 report --instr-profile build/coverage/profile "${programs[0]}" "${programs[@]/#/--object=}" \
        --ignore-filename-regex='/(tests|plugins|cli|build)/|^/usr/' --show-region-summary=false \
        --show-branch-summary=false >build/coverage.txt
    tail -1 build/coverage.txt
}

summary() {
    echo
    [[ -z ${reasons//$'\n'/} ]] || printf '%s\n' "$reasons"
    local name
    for name in "${failures[@]:-}"; do
        [[ -n $name ]] && echo "FAILED  $name"
    done
    echo "$passed passed, $failed failed"
    ((failed == 0))
}

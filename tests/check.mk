# The suite: plain, under sanitizers and under valgrind; golden files; fuzzing; speed.
SCRIPTS := $(sort $(shell find tests -name '*.t'))
FUZZ_SECONDS ?= 20

# What tests/run-one and the tests read.
TEST_ENV = TIDINGS='$(or $(RUN_TIDINGS),$(abspath $(PROGRAM)))' TIDINGS_BUILD='$(abspath $(BUILD))' \
           TIDINGS_TEMPLATES='$(abspath templates)'

# Programs that drive a room for the tests against peers.
PEERS := $(patsubst tests/peers/%.c,$(BUILD)/peers/%,$(sort $(wildcard tests/peers/*.c)))

$(BUILD)/peers/%: tests/peers/%.c $(LIBRARY) $(BUILD)/flags
	@mkdir -p $(@D)
	$(CC) $(TIDINGS_CFLAGS) $(CFLAGS) $(TIDINGS_LDFLAGS) $(LDFLAGS) -o $@ $< $(LIBRARY) $(PKG_LIBS)

# The program with fail points (base/fail_point.h): only the files that have one are compiled again.
FAIL_OBJECTS := $(patsubst digest/%.c,$(BUILD)/fail/%.o,$(shell grep -l FAIL_POINT digest/*/*.c))
FAILING      := $(BUILD)/fail/tidings

$(BUILD)/fail/%.o: digest/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(CC) $(TIDINGS_CFLAGS) $(CFLAGS) -DTIDINGS_FAIL_POINTS -MMD -MP -c -o $@ $<

$(FAILING): $(FAIL_OBJECTS) $(MAIN) $(LIBRARY)
	$(CC) $(CFLAGS) $(TIDINGS_LDFLAGS) $(LDFLAGS) -o $@ $^ $(PKG_LIBS)

-include $(FAIL_OBJECTS:.o=.d)

check: all units $(REPLAYS) $(PEERS) $(FAILING) ## unit, golden and all other tests
	$(TEST_ENV) prove -j$(JOBS) --exec tests/run-one $(UNITS) $(SCRIPTS)

GCC_SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all
ASAN_BUILD = BUILD=build/asan CC=gcc CFLAGS='-O1 -g -fno-omit-frame-pointer' HARDENING= SANITIZE='$(GCC_SANITIZE)'

# No strict_string_checks: libesmtp compares words of EHLO that have no NUL, within their bounds.
check-asan: ## the same under AddressSanitizer and UndefinedBehaviorSanitizer
	ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=print_stacktrace=1 TIDINGS_SANITIZED=1 \
		LSAN_OPTIONS=suppressions=$(abspath tests/lsan.supp):print_suppressions=0 \
		$(MAKE) $(ASAN_BUILD) check

check-valgrind: all units $(REPLAYS) $(PEERS) $(FAILING) ## the same under valgrind
	TIDINGS_SANITIZED=1 TIDINGS_WRAPPER='$(abspath tests/under-valgrind)' TIDINGS_PROGRAM='$(abspath $(PROGRAM))' \
		$(MAKE) RUN_TIDINGS='$(abspath tests/tidings-under-valgrind)' check

check-kill: all $(PEERS) $(FAILING) ## killed at every fail point and at 300 random moments of runs with 200 recipients; the disk full at every write
	$(TEST_ENV) TIDINGS_KILLS=300 TIDINGS_RECIPIENTS=200 prove --verbose tests/kill/kill.t tests/kill/posts.t
	$(TEST_ENV) TIDINGS_KILLS=300 prove --verbose tests/kill/hardship.t

check-growth: all $(BUILD)/bench/measure ## what notes cost as they double, for each shape in which they grow (SHAPES="NAME...")
	$(TEST_ENV) tests/growth/growth $(SHAPES)

check-windows: all ## each 4-week window of ../shared/corpus and the sample notes under ../shared/tools (WINDOWS="--step 1")
	$(TEST_ENV) tests/shared/windows $(WINDOWS)

screenshots: all ## pictures of a digest, a reminder and the archive into out/screenshots
	$(TEST_ENV) tests/browser/screenshots

golden-update: all ## rewrite tests/golden/*/expect; read the diff before you commit it
	$(TEST_ENV) tests/golden/run.t --update

FUZZ_CFLAGS := -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined
FUZZ_BUILD = BUILD=build/fuzz CC=clang CFLAGS='-O1 -g' HARDENING= SANITIZE='$(FUZZ_CFLAGS)'

fuzz: ## each fuzz target for $(FUZZ_SECONDS) seconds, from the kept findings on
	$(MAKE) $(FUZZ_BUILD) fuzz-targets
	@for name in $(FUZZERS); do tests/fuzz/run-one build/fuzz/fuzz/$$name $(FUZZ_SECONDS) || exit 1; done

fuzz-keep: ## of what FUZZ_GROWN=FOLDER make fuzz has grown there, the inputs that reach most, into tests/fuzz/corpus
	$(MAKE) $(FUZZ_BUILD) fuzz-targets
	@for name in $(FUZZERS); do TIDINGS_TEMPLATES='$(abspath templates)' \
		tests/fuzz/keep build/fuzz/fuzz/$$name '$(FUZZ_GROWN)'/$$name || exit 1; done

COVERAGE_BUILD = BUILD=build/coverage CC=clang CFLAGS='-O1 -g' HARDENING= \
                 SANITIZE='-fprofile-instr-generate -fcoverage-mapping'

fuzz-coverage: ## the lines that the kept inputs run, by room; with FUZZ_GROWN=FOLDER also what has grown there
	$(MAKE) $(COVERAGE_BUILD) all replays
	tests/fuzz/coverage build/coverage $(FUZZ_GROWN)

replays: $(REPLAYS)

fuzz-targets: $(FUZZERS:%=$(BUILD)/fuzz/%)

$(BUILD)/fuzz/%: tests/fuzz/%.c $(FUZZ_CHECKS) $(LIBRARY) $(BUILD)/flags
	@mkdir -p $(@D)
	$(CC) $(TIDINGS_CFLAGS) -Wno-missing-prototypes $(CFLAGS) $(TIDINGS_LDFLAGS) -fsanitize=fuzzer \
		-o $@ $< $(LIBRARY) $(PKG_LIBS)

$(BUILD)/bench/%: tests/bench/%.c $(LIBRARY) $(BUILD)/flags
	@mkdir -p $(@D)
	$(CC) $(TIDINGS_CFLAGS) $(CFLAGS) -o $@ $< $(LIBRARY) $(PKG_LIBS)

bench: all $(BUILD)/bench/cmark_reference $(BUILD)/bench/measure bench-delivery ## how fast, against cmark, find and smtp-source (BENCH_FILES, BENCH_REPEAT)
	$(TEST_ENV) tests/bench/bench

bench-delivery: all $(BUILD)/bench/queue_made $(BUILD)/bench/measure ## how fast mail goes, against smtp-source (BENCH_MESSAGES, BENCH_REPEAT)
	$(TEST_ENV) tests/bench/delivery

.PHONY: check check-kill check-growth check-windows screenshots check-asan check-valgrind golden-update fuzz fuzz-targets fuzz-keep fuzz-coverage replays bench bench-delivery

# What machines can see in the source.
C_FILES  := $(sort $(shell find digest include tests -name '*.[ch]'))
SHELLS   := $(sort $(shell grep -rlE '^\#!/bin/(ba)?sh' contrib po tests .ci --include='*' 2>/dev/null | grep -v '\.md$$'))
TIDY_ARGS = -std=gnu11 -Iinclude -Idigest $(PKG_CFLAGS) -DTIDINGS_VERSION='"$(VERSION)"' -DTIDINGS_TEMPLATES='"/nowhere"'
LINTS    := lint-gcc lint-clang lint-tidy lint-cppcheck lint-shell lint-man lint-rooms lint-headers lint-size lint-format

lint: $(LINTS) ## warnings as errors (gcc, clang), clang-tidy, cppcheck, shellcheck, mandoc, rooms, sizes, format

lint-gcc:
	$(MAKE) BUILD=build/lint-gcc CC=gcc CFLAGS='-O2 -Werror' all units

lint-clang:
	$(MAKE) BUILD=build/lint-clang CC=clang CFLAGS='-O1 -Werror' all units

lint-tidy:
	printf '%s\n' $(SOURCES) | xargs -P $(JOBS) -n 4 sh -c 'clang-tidy --quiet "$$@" -- $(subst ','\'',$(TIDY_ARGS)) 2>/dev/null' tidy

lint-cppcheck:
	cppcheck --quiet --std=c11 --language=c --enable=warning,performance,portability --error-exitcode=1 --inline-suppr \
		--library=gtk --suppressions-list=tests/cppcheck.supp -j $(JOBS) -Iinclude -Idigest $(SOURCES)

lint-shell:
	shellcheck $(SHELLS)

lint-man:
	mandoc -T lint -W warning $(wildcard man/*.[1-9])

lint-rooms:
	contrib/lint-rooms

lint-headers:
	@for header in $(HEADERS); do \
		echo "#include \"$${header#include/}\"" | $(CC) $(TIDINGS_CFLAGS) -O1 -Werror -fsyntax-only -x c - || \
			{ echo "$$header does not compile alone" >&2; exit 1; }; \
	done

lint-size:
	contrib/lint-size $(C_FILES)

lint-format:
	clang-format --dry-run -Werror $(C_FILES)

.PHONY: lint $(LINTS)

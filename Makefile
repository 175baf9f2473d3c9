# tidings: notes in, digests out.   `make help` lists what can be made.
PREFIX  ?= /usr/local
DESTDIR ?=
BUILD   ?= build
CC      ?= cc
CFLAGS  ?= -O2 -g
JOBS    ?= 2
VERSION := 0.1.0

DATADIR := $(PREFIX)/share/tidings
MANDIR  := $(PREFIX)/share/man
DOCDIR  := $(PREFIX)/share/doc/tidings
ROOMS   := base model people config markdown notes state watch match compose render deliver forge run cli

# What is needed, by its pkg-config names; contrib/install-packages says what Debian calls them.
PKGS := glib-2.0 yaml-0.1 libcmark sqlite3 gmime-3.0 libesmtp-1.0 libcurl jansson libxxhash libidn2

ifneq ($(filter-out clean help uninstall,$(or $(MAKECMDGOALS),all)),)
MISSING := $(strip $(foreach p,$(PKGS),$(shell pkg-config --exists $(p) 2>/dev/null || echo $(p))))
ifneq ($(MISSING),)
$(error these libraries are missing, by their pkg-config names: $(MISSING).  On Debian, contrib/install-packages installs them)
endif
PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS))
PKG_LIBS   := $(shell pkg-config --libs $(PKGS))
endif

WARNINGS  := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith \
             -Wwrite-strings -Wformat=2 -Wvla
comma := ,
# What makes the use of a fault hard; sanitizers do without.  -fcf-protection is there for some processors only.
HARDENING := -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -fstack-protector-strong -fstack-clash-protection \
             $(shell echo 'int x;' | $(CC) -Werror -fcf-protection -x c -c -o /dev/null - 2>/dev/null && echo -fcf-protection) -fPIE
TIDINGS_CFLAGS = -std=gnu11 -pthread $(WARNINGS) $(HARDENING) -Iinclude -Idigest $(PKG_CFLAGS) \
                 -DTIDINGS_VERSION='"$(VERSION)"' -DTIDINGS_TEMPLATES='"$(DATADIR)/templates"' $(SANITIZE)
TIDINGS_LDFLAGS = -pthread $(if $(HARDENING),-pie -Wl$(comma)-z$(comma)relro -Wl$(comma)-z$(comma)now) -Wl,--as-needed $(SANITIZE)

SOURCES := $(foreach room,$(ROOMS),$(sort $(wildcard digest/$(room)/*.c)))
HEADERS := $(foreach room,$(ROOMS),$(sort $(wildcard include/$(room)/*.h)))
# What notes are written with, by language; English is read first.
LANGUAGES := digest/notes/languages/en.ini $(sort $(filter-out %/en.ini,$(wildcard digest/notes/languages/*.ini)))
# Every po/LANG.po becomes part of the program.
CATALOGUES := $(patsubst po/%.po,$(BUILD)/po/%.mo,$(sort $(wildcard po/*.po)))
OBJECTS := $(SOURCES:digest/%.c=$(BUILD)/obj/%.o) $(BUILD)/obj/po/catalogues.o $(BUILD)/obj/notes/languages.o
MAIN    := $(BUILD)/obj/cli/main.o
LIBRARY := $(BUILD)/libtidings.a
PROGRAM := $(BUILD)/tidings
UNITS   := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(sort $(wildcard tests/unit/*.c)))
FUZZERS := $(patsubst tests/fuzz/%.c,%,$(sort $(wildcard tests/fuzz/*.c)))
REPLAYS := $(FUZZERS:%=$(BUILD)/replay/%)
FUZZ_CHECKS := $(wildcard tests/fuzz/checks/*.h)

all: $(PROGRAM) ## build/tidings
units: $(UNITS) ## the unit tests, in build/unit

$(PROGRAM): $(MAIN) $(LIBRARY)
	$(CC) $(CFLAGS) $(TIDINGS_LDFLAGS) $(LDFLAGS) -o $@ $^ $(PKG_LIBS)

# A file that says TEXT, touched only when it said something else.
define remember
@mkdir -p $(@D)
@printf '%s\n' '$(subst ','\'',$(1))' | cmp -s - $@ || printf '%s\n' '$(subst ','\'',$(1))' >$@
endef

# What is compiled with and what the library is made of, so that other flags (another PREFIX, say) compile again
# and a source that went away leaves the library.
$(BUILD)/flags: FORCE
	$(call remember,$(CC) $(TIDINGS_CFLAGS) $(CFLAGS))

$(BUILD)/members: FORCE
	$(call remember,$(OBJECTS))

$(LIBRARY): $(filter-out $(MAIN),$(OBJECTS)) $(BUILD)/members
	@rm -f $@
	$(AR) rcs $@ $(filter %.o,$^)

$(BUILD)/obj/%.o: digest/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(CC) $(TIDINGS_CFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/po/%.mo: po/%.po
	@mkdir -p $(@D)
	msgfmt --check-format --check-domain -o $@ $<

$(BUILD)/po/catalogues.c: $(CATALOGUES) po/embed
	po/embed $(CATALOGUES) >$@

$(BUILD)/obj/po/catalogues.o: $(BUILD)/po/catalogues.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(CC) $(TIDINGS_CFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/notes/languages.c: $(LANGUAGES) digest/notes/languages/embed
	@mkdir -p $(@D)
	digest/notes/languages/embed $(LANGUAGES) >$@

$(BUILD)/obj/notes/languages.o: $(BUILD)/notes/languages.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(CC) $(TIDINGS_CFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

# What translators translate: after words changed, `make pot`, then edit po/LANG.po.
XGETTEXT = xgettext --from-code=UTF-8 --language=C --add-comments=TRANSLATORS --sort-by-file --no-location --package-name=tidings \
           -kMARK_AS:1c,2 -kMARK_N:1,2 -kcatalogue_text:2c,3 -kcatalogue_plural:2,3 -o $@ $^

$(BUILD)/po/tidings.pot: $(wildcard digest/*/*.c)
	@mkdir -p $(@D)
	$(XGETTEXT)

pot: $(BUILD)/po/tidings.pot ## put new and changed words into po/*.po, for translation
	for f in $(wildcard po/*.po); do msgmerge --quiet --update --backup=none --no-fuzzy-matching --sort-output $$f $< || exit 1; done

$(BUILD)/unit/%: tests/unit/%.c $(LIBRARY) $(BUILD)/flags
	@mkdir -p $(@D)
	$(CC) $(TIDINGS_CFLAGS) $(CFLAGS) -MMD -MP $(TIDINGS_LDFLAGS) $(LDFLAGS) -o $@ $< $(LIBRARY) $(PKG_LIBS)

# A fuzz target without libFuzzer: it is fed the findings that were kept.
$(BUILD)/replay/%: tests/fuzz/%.c tests/fuzz/driver/replay.c $(FUZZ_CHECKS) $(LIBRARY) $(BUILD)/flags
	@mkdir -p $(@D)
	$(CC) $(TIDINGS_CFLAGS) $(CFLAGS) -Wno-missing-prototypes $(TIDINGS_LDFLAGS) $(LDFLAGS) \
		-o $@ $< tests/fuzz/driver/replay.c $(LIBRARY) $(PKG_LIBS)

include tests/check.mk tests/lint.mk

install: $(PROGRAM) ## program, templates, man pages and cron files, below $(DESTDIR)$(PREFIX)
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(DATADIR)/templates $(DESTDIR)$(MANDIR)/man1 \
		$(DESTDIR)$(MANDIR)/man5 $(DESTDIR)$(MANDIR)/man7 $(DESTDIR)$(DOCDIR)
	install -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/tidings
	for f in $(wildcard templates/*); do install -m 644 "$$f" $(DESTDIR)$(DATADIR)/templates/ || exit 1; done
	for f in $(wildcard man/*.1); do install -m 644 "$$f" $(DESTDIR)$(MANDIR)/man1/ || exit 1; done
	for f in $(wildcard man/*.5); do install -m 644 "$$f" $(DESTDIR)$(MANDIR)/man5/ || exit 1; done
	for f in $(wildcard man/*.7); do install -m 644 "$$f" $(DESTDIR)$(MANDIR)/man7/ || exit 1; done
	for f in $(wildcard contrib/cron/*); do install -m 644 "$$f" $(DESTDIR)$(DOCDIR)/ || exit 1; done

uninstall: ## take away what install put there
	rm -f $(DESTDIR)$(PREFIX)/bin/tidings $(patsubst man/%,$(DESTDIR)$(MANDIR)/man1/%,$(wildcard man/*.1)) \
		$(patsubst man/%,$(DESTDIR)$(MANDIR)/man5/%,$(wildcard man/*.5)) \
		$(patsubst man/%,$(DESTDIR)$(MANDIR)/man7/%,$(wildcard man/*.7))
	rm -rf $(DESTDIR)$(DATADIR) $(DESTDIR)$(DOCDIR)

clean: ## take away all that was built
	rm -rf $(BUILD) out

help: ## this list
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | \
		awk -F'|' '{ printf "make %-16s %s\n", $$1, $$2 }'

-include $(OBJECTS:.o=.d) $(UNITS:=.d)

FORCE:
.DELETE_ON_ERROR:
.PHONY: all units pot install uninstall clean help FORCE

# tidings: notes in, digests out.   make, make check, make bench, make install
PREFIX  ?= /usr/local
DESTDIR ?=
BUILD   ?= build
CC      ?= cc
CFLAGS  ?= -O2 -g
VERSION := 0.1.0

DATADIR := $(PREFIX)/share/tidings
MANDIR  := $(PREFIX)/share/man
ROOMS   := base model config notes state watch compose render deliver cli

# What is needed, by its pkg-config names; contrib/packages says what Debian calls them.
PKGS := glib-2.0 yaml-0.1 libcmark sqlite3 gmime-3.0 libesmtp-1.0 libcurl jansson libxxhash libidn2

ifneq ($(filter-out clean help install-packages,$(or $(MAKECMDGOALS),all)),)
MISSING := $(strip $(foreach p,$(PKGS),$(shell pkg-config --exists $(p) 2>/dev/null || echo $(p))))
ifneq ($(MISSING),)
$(error these libraries are missing, by their pkg-config names: $(MISSING).  On Debian, contrib/install-packages installs them)
endif
PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS))
PKG_LIBS   := $(shell pkg-config --libs $(PKGS))
endif

WARNINGS := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith \
            -Wwrite-strings -Wformat=2 -Wvla
HARDENING := -D_FORTIFY_SOURCE=2 -fstack-protector-strong
TIDINGS_CFLAGS = -std=gnu11 -pthread $(WARNINGS) $(HARDENING) -Iinclude $(PKG_CFLAGS) \
                 -DTIDINGS_VERSION='"$(VERSION)"' -DTIDINGS_TEMPLATES='"$(DATADIR)/templates"' $(SANITIZE)
TIDINGS_LDFLAGS = -pthread -Wl,-z,relro -Wl,--as-needed $(SANITIZE)

SOURCES := $(foreach room,$(ROOMS),$(sort $(wildcard digest/$(room)/*.c)))
OBJECTS := $(SOURCES:digest/%.c=$(BUILD)/obj/%.o)
MAIN    := $(BUILD)/obj/cli/main.o
LIBRARY := $(BUILD)/libtidings.a
PROGRAM := $(BUILD)/tidings
UNITS   := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(sort $(wildcard tests/unit/*.c)))

all: $(PROGRAM)

$(PROGRAM): $(MAIN) $(LIBRARY)
	$(CC) $(CFLAGS) $(TIDINGS_LDFLAGS) $(LDFLAGS) -o $@ $^ $(PKG_LIBS)

$(LIBRARY): $(filter-out $(MAIN),$(OBJECTS))
	@rm -f $@
	$(AR) rcs $@ $^

$(BUILD)/obj/%.o: digest/%.c Makefile
	@mkdir -p $(@D)
	$(CC) $(TIDINGS_CFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/unit/%: tests/unit/%.c $(LIBRARY)
	@mkdir -p $(@D)
	$(CC) $(TIDINGS_CFLAGS) $(CFLAGS) -MMD -MP $(TIDINGS_LDFLAGS) $(LDFLAGS) -o $@ $< $(LIBRARY) $(PKG_LIBS)

units: $(UNITS)

clean:
	rm -rf $(BUILD)

-include $(OBJECTS:.o=.d) $(UNITS:=.d)

.PHONY: all units clean

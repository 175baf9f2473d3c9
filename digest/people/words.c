/* words.c - English words that look like names at the start of a line but are none. */
#include "people/words.h"

#include <stdlib.h>
#include <string.h>

/* Each table is in strcmp() order: they are searched by halves. */
/* clang-format off */
static const char *const labels[] = {
	"ability", "able", "about", "accepted", "access", "according", "action", "actions",
	"adapt", "add", "added", "addition", "additional", "adhere", "adopt", "advertising",
	"afford", "after", "agenda", "agree", "agreed", "agreement", "aim", "allow", "also",
	"alternative", "alternatively", "alternatives", "am", "amazon", "amd", "amsterdam", "an",
	"and", "android", "announce", "announcement", "announcements", "another", "ansible",
	"answer", "answers", "any", "app", "appear", "application", "applications", "approach",
	"approaches", "approve", "approved", "april", "architecture", "are", "arm", "article",
	"artifact", "artifacts", "as", "ask", "aspect", "aspire", "assign", "assigned",
	"assignee", "assignees", "assist", "assumption", "assumptions", "at", "attempt",
	"attendance", "attendees", "attention", "audience", "august", "austria", "autumn",
	"availability", "available", "back", "background", "backlog", "bad", "baremetal", "based",
	"bash", "basic", "be", "because", "before", "beg", "begin", "belgium", "belong",
	"benchmark", "benchmarks", "berlin", "besides", "best", "better", "bind", "blocked",
	"blocker", "blockers", "blog", "blogpost", "blogposts", "board", "body", "bonus", "book",
	"booting", "bootloader", "both", "bound", "branch", "branches", "brazil", "break",
	"breakfast", "brief", "bring", "browse", "brussels", "bucharest", "budapest", "budget",
	"bug", "bugfix", "bugfixes", "bugs", "build", "builds", "bulgaria", "bump", "but", "by",
	"caddy", "call", "calls", "can", "canada", "candidates", "catalog", "cater", "caveat",
	"caveats", "cease", "chair", "challenge", "challenges", "chance", "change", "changelog",
	"changes", "channel", "check", "checklist", "checks", "china", "choose", "chores",
	"chrome", "clang", "clarification", "clean", "cleanup", "clojure", "clone", "close",
	"closed", "cloudfest", "code", "coding", "collect", "cologne", "come", "comment",
	"comments", "commit", "commitment", "commits", "communication", "community", "compare",
	"comparison", "compile", "compiler", "complete", "completed", "concern", "concerns",
	"conclude", "conclusion", "conclusions", "conference", "conferences", "config",
	"configuration", "conform", "connect", "cons", "consider", "considerations", "contact",
	"context", "continue", "contrary", "contribute", "contributing", "contribution",
	"contributions", "control", "convert", "copenhagen", "copy", "core", "correspond",
	"could", "create", "croatia", "current", "currently", "cycle", "cyprus", "czechia",
	"data", "date", "day", "days", "deadline", "deadlines", "debian", "debug", "debugging",
	"december", "decide", "decided", "decision", "decisions", "decline", "dedicate",
	"default", "deferred", "define", "delegate", "deliver", "deliverable", "deliverables",
	"demo", "demos", "denmark", "dependencies", "dependency", "deploy", "deserve", "design",
	"detail", "details", "develop", "development", "diagram", "different", "dinner", "direct",
	"disable", "disclaimer", "discord", "discuss", "discussed", "discussion", "discussions",
	"django", "do", "doc", "docker", "docs", "document", "documentation", "documents", "does",
	"done", "down", "downside", "downsides", "draft", "drafts", "draw", "driver", "drivers",
	"drop", "dropped", "due", "during", "each", "early", "edit", "editor", "editors",
	"effort", "efforts", "either", "elixir", "email", "emails", "enable", "end", "ensure",
	"enter", "envoy", "equal", "erlang", "error", "errors", "escalate", "estimate", "estonia",
	"europe", "evaluate", "evaluation", "evaluations", "event", "events", "every", "example",
	"examples", "exercise", "exercises", "expand", "expect", "expected", "experiment",
	"experiments", "explanation", "explore", "export", "extend", "extra", "facebook",
	"facilitator", "facilitators", "fail", "failed", "fall", "faq", "fast", "feasibility",
	"feature", "features", "february", "fedora", "feedback", "feel", "figure", "file",
	"files", "final", "finalise", "finalize", "finally", "find", "finland", "firecracker",
	"firefox", "first", "fix", "fixed", "fixes", "flask", "focus", "follow", "following",
	"followup", "for", "forget", "forum", "forward", "fosdem", "found", "framework", "france",
	"free", "friday", "from", "frontend", "full", "function", "functions", "funding",
	"further", "future", "fyi", "general", "germany", "get", "gist", "github", "gitlab",
	"give", "glad", "go", "goal", "goals", "golang", "good", "google", "governance",
	"grafana", "great", "greece", "group", "groups", "guide", "guidelines", "guides",
	"hackathon", "hackathons", "hackmd", "had", "handout", "happen", "happy", "hard", "has",
	"haskell", "hate", "have", "he", "helm", "help", "her", "here", "hesitate", "hi", "high",
	"highlight", "highlights", "hint", "his", "hold", "homework", "hook", "hope", "host",
	"hosting", "hosts", "how", "however", "hungary", "hypervisor", "idea", "ideal", "ideally",
	"ideas", "if", "image", "images", "immediate", "implement", "implementation",
	"implementations", "implemented", "implementer", "implementing", "import", "important",
	"improve", "improved", "improvement", "improvements", "in", "include", "included",
	"increase", "india", "info", "information", "infrastructure", "ingredients", "initial",
	"initially", "input", "inputs", "install", "instead", "instructions", "integrate",
	"integration", "intel", "intend", "interesting", "interface", "interim", "internal",
	"introduction", "investigate", "investigation", "invitation", "invite", "invited",
	"ireland", "issue", "issues", "it", "italy", "item", "items", "january", "japan", "java",
	"javascript", "jenkins", "job", "jobs", "join", "july", "jump", "june", "kafka", "keep",
	"keeper", "kernel", "key", "keynote", "kickoff", "kotlin", "kubecon", "kubernetes",
	"kudos", "kvm", "label", "labels", "land", "last", "later", "latest", "launch", "layout",
	"lead", "leads", "lean", "learn", "leftover", "leftovers", "let", "letter", "level",
	"libraries", "library", "license", "like", "likely", "limit", "limitation", "limitations",
	"link", "linkedin", "links", "linux", "lisbon", "list", "listen", "lists", "lithuania",
	"load", "local", "location", "log", "logistics", "logo", "logos", "logs", "long", "look",
	"love", "low", "lower", "lua", "lunch", "luxembourg", "made", "madrid", "mail", "main",
	"maintainer", "make", "malta", "manage", "manifest", "manual", "many", "map", "march",
	"mariadb", "markdown", "mastodon", "match", "materials", "matrix", "may", "maybe", "me",
	"measure", "medium", "meet", "meeting", "meetings", "members", "memcached", "memory",
	"mentoring", "merge", "merged", "message", "messages", "method", "methods", "metrics",
	"microsoft", "migrate", "milestone", "milestones", "minutes", "minutetaker", "misc",
	"miscellaneous", "model", "moderator", "module", "modules", "monday", "mongodb",
	"monitor", "month", "months", "more", "most", "motion", "motions", "motivation", "mount",
	"move", "moved", "munich", "musl", "my", "name", "names", "naming", "near", "need",
	"needs", "netherlands", "network", "networking", "never", "new", "newlib", "news",
	"newsletter", "next", "nginx", "nice", "night", "nixos", "no", "nobody", "nodejs", "none",
	"norway", "not", "note", "notes", "notetaker", "nothing", "november", "now", "object",
	"objection", "objections", "objective", "objectives", "observations", "obstacle",
	"obstacles", "october", "of", "off", "offer", "official", "offload", "old", "on", "once",
	"one", "ongoing", "only", "open", "opened", "opens", "openssl", "oppose", "opposed",
	"option", "optional", "options", "or", "order", "organise", "organization", "organize",
	"oslo", "other", "others", "otherwise", "ought", "our", "outcome", "outcomes", "outline",
	"outlook", "output", "outreach", "overall", "overview", "owe", "owing", "owner", "owners",
	"package", "packages", "page", "pages", "paper", "papers", "parking", "part",
	"participants", "participation", "party", "pass", "past", "patch", "patches", "pay",
	"pending", "people", "perf", "performance", "perl", "pertain", "phase", "pick", "picture",
	"pictures", "pin", "ping", "place", "plan", "planned", "planning", "plans", "platform",
	"platforms", "please", "pledge", "plenary", "plus", "podcast", "point", "pointer",
	"points", "poland", "policies", "policy", "poll", "polls", "port", "porting", "porto",
	"portugal", "post", "poster", "posters", "postgres", "postgresql", "postponed", "posts",
	"potential", "power", "practical", "prague", "prefer", "preliminary", "preparation",
	"prepare", "prerequisites", "present", "presentation", "presentations", "presented",
	"presenter", "presenters", "pretend", "previous", "previously", "price", "prior",
	"priorities", "priority", "private", "problem", "problems", "procedure", "proceed",
	"process", "product", "profiling", "program", "progress", "project", "projects",
	"prometheus", "proof", "proposal", "proposals", "propose", "proposed", "pros", "prove",
	"provide", "provision", "public", "publish", "pull", "purpose", "push", "put", "python",
	"qemu", "quality", "question", "questions", "queue", "quick", "quickly", "quote",
	"rabbitmq", "raise", "rationale", "re", "reach", "react", "reaction", "read", "readme",
	"ready", "reason", "reasons", "rebase", "recap", "recent", "recently", "recommendation",
	"recommendations", "recommended", "record", "recording", "recordings", "redirect",
	"redis", "reduce", "refactor", "refer", "reference", "references", "refine", "refuse",
	"regarding", "registration", "regression", "regressions", "rejected", "relate", "related",
	"relative", "release", "released", "releases", "remaining", "remark", "remarks",
	"remember", "reminder", "reminders", "remote", "remove", "removed", "rename", "replace",
	"reply", "repo", "report", "reports", "repositories", "repository", "request", "requests",
	"require", "required", "requirement", "requirements", "reschedule", "research", "reserve",
	"reset", "resolution", "resolutions", "resolve", "resolved", "resource", "resources",
	"respond", "response", "responsible", "rest", "restrict", "result", "results",
	"retrospective", "return", "revert", "review", "reviewed", "reviewers", "reviews",
	"revisit", "right", "risk", "risks", "roadmap", "role", "roles", "romania", "room",
	"round", "route", "ruby", "rule", "rules", "run", "runtime", "rush", "rust", "same",
	"sample", "saturday", "save", "scala", "scale", "schedule", "scheduled", "scheduling",
	"scope", "scotland", "scribe", "script", "scripts", "scroll", "second", "secretary",
	"section", "security", "see", "seek", "seem", "select", "send", "september", "serbia",
	"series", "serve", "server", "session", "sessions", "set", "setup", "several", "share",
	"shared", "she", "shift", "short", "should", "show", "side", "sidenote", "sign",
	"similar", "simple", "since", "singapore", "slack", "slides", "slot", "slots", "slovakia",
	"slovenia", "small", "snapshot", "so", "social", "soft", "software", "solution",
	"solutions", "solve", "solved", "some", "someone", "something", "soon", "source",
	"sources", "spain", "speak", "speaker", "speakers", "spec", "specific", "specifically",
	"specification", "specifications", "specs", "speed", "split", "sponsor", "sponsors",
	"sponsorship", "spring", "springboot", "sprint", "sqlite", "standup", "start", "started",
	"starting", "state", "statement", "statistics", "stats", "status", "step", "steps",
	"stick", "still", "stockholm", "stop", "storage", "store", "strategy", "stretch",
	"strive", "structure", "struggle", "stub", "stuff", "style", "subject", "submit",
	"subscribe", "success", "suggestion", "suggestions", "summary", "summer", "sunday",
	"support", "supported", "sure", "surrender", "survey", "swag", "swear", "sweden",
	"switch", "switzerland", "sync", "syntax", "system", "systems", "table", "tag", "tags",
	"take", "takeaway", "takeaways", "talk", "talks", "target", "targets", "task", "tasks",
	"teams", "technical", "tell", "template", "templates", "temporary", "tend", "term",
	"terraform", "test", "tested", "testing", "tests", "text", "thanks", "that", "the",
	"theme", "theses", "thesis", "thing", "things", "third", "this", "those", "thought",
	"thoughts", "thread", "threads", "threat", "threaten", "three", "thursday", "ticket",
	"tickets", "tie", "time", "timeframe", "timeline", "timelines", "times", "tip", "tips",
	"title", "to", "today", "todo", "together", "tokyo", "tomorrow", "tool", "tooling",
	"tools", "topic", "topics", "total", "tour", "track", "tracker", "tracking", "tracks",
	"traefik", "training", "transfer", "transform", "transition", "translate", "travel",
	"treat", "triage", "trip", "try", "tuesday", "tune", "turkey", "turn", "tutorial",
	"tutorials", "twitter", "two", "type", "types", "typescript", "ubuntu", "ukraine",
	"ultimate", "unable", "unassigned", "unblock", "under", "unlikely", "unresolved", "up",
	"upcoming", "update", "updated", "updates", "upgrade", "upstream", "urge", "us",
	"usability", "usage", "use", "used", "useful", "user", "users", "using", "valgrind",
	"validate", "value", "venue", "verify", "version", "versions", "via", "video", "videos",
	"vienna", "view", "virtio", "virtual", "vision", "visit", "vmware", "volunteer",
	"volunteers", "vote", "votes", "vow", "wait", "waiting", "walkthrough", "want", "warning",
	"warnings", "warsaw", "was", "wasm", "way", "ways", "we", "webinar", "website",
	"wednesday", "week", "weekend", "weekly", "weeks", "welcome", "well", "were", "what",
	"when", "where", "whether", "which", "while", "who", "why", "wiki", "will", "willing",
	"windows", "winter", "wip", "wish", "with", "within", "without", "wording", "work",
	"workaround", "workarounds", "workflow", "workflows", "working", "workshop", "workshops",
	"worth", "would", "write", "writing", "wrong", "xen", "xilinx", "year", "yearly", "years",
	"yes", "yesterday", "yet", "yield", "you", "your", "youtube", "zagreb", "zig", "zoom",
	"zurich",
};

static const char *const acronyms[] = {
	"abi", "acl", "acpi", "ai", "aka", "ama", "amd", "api", "apis", "arm", "asap", "aslr",
	"asplos", "bios", "bsd", "btw", "cd", "cert", "cet", "cfp", "cfps", "ci", "cla", "cli",
	"cpu", "crit", "css", "cve", "cves", "db", "dco", "dm", "dns", "doi", "dpdk", "dsl", "efi",
	"elf", "eod", "eom", "eow", "eta", "eu", "faq", "faqs", "fosdem", "fs", "ftp", "fyi", "gcc",
	"gcp", "gdb", "gic", "github", "gnu", "gpl", "gpu", "gsoc", "gsod", "gui", "html", "http",
	"hw", "id", "ide", "ids", "ii", "iii", "imo", "info", "io", "iot", "ip", "ipc", "ips",
	"ipv", "isa", "iso", "isr", "ist", "its", "iv", "jdk", "jit", "js", "json", "jvm", "kasan",
	"kde", "kpi", "kpti", "kvm", "lan", "lgtm", "llm", "llvm", "lsm", "lts", "lwip", "mac",
	"ml", "mmio", "mmu", "mom", "mte", "mvp", "nb", "nfs", "nic", "no", "note", "numa", "nvm",
	"oci", "ok", "oom", "orm", "os", "oss", "ot", "pc", "pci", "pcie", "pcs", "pdf", "pic",
	"pie", "pku", "poc", "posix", "pr", "prs", "ps", "pte", "qa", "qemu", "ram", "readme",
	"repl", "rest", "rfc", "rfcs", "rpc", "rtc", "rtos", "sbom", "sdk", "sev", "sgx", "sig",
	"simd", "sla", "smp", "smt", "soc", "sql", "sre", "ssd", "ssh", "ssl", "sw", "tba", "tbc",
	"tbd", "tcp", "tee", "tlb", "tldr", "tls", "toc", "todo", "todos", "tpm", "uart", "udp",
	"uefi", "ui", "uk", "url", "urls", "us", "usa", "usb", "usoc", "ux", "vfs", "vga", "vm",
	"vmi", "vmm", "vms", "vpn", "vps", "wamr", "wasm", "wg", "wgs", "wip", "xml", "yaml",
};

/* Acronyms that items begin with where nobody is meant, even when somebody has those initials. */
static const char *const item_acronyms[] = {
	 "ai", "ci", "id", "io", "ok", "os", "pr", "qa", "ui", "ux", "vm",
};

static const char *const groups[] = {
	"all", "anyone", "contributors", "developers", "everybody", "everyone", "interns",
	"leaders", "maintainers", "mentees", "mentors", "organisers", "organizers", "students",
	"team",
};

/* Those of them who are everybody who was there, in the languages that notes are written in; in
 * small letters and without accents.  `Allen` and `Team` are not. */
static const char *const everybody[] = {
	"all", "alle", "anybody", "anyone", "chacun", "chacune", "everybody", "everyone", "fiecare",
	"iedereen", "ognuno", "participants", "samtlige", "todas", "todes", "todos", "toti", "tous",
	"toutes", "tutte", "tutti",
};

static const char *const group_nouns[] = {
	"authors", "committers", "contributors", "developers", "else", "interns", "leaders",
	"leads", "maintainers", "managers", "members", "mentees", "mentors", "organisers",
	"organizers", "owners", "participants", "people", "reviewers", "speakers", "students",
	"team", "volunteers",
};
static const char *const not_verbs[] = {
	"a", "all", "an", "any", "be", "both", "discussion", "each", "her", "him", "his", "it",
	"its", "main", "master", "my", "new", "next", "other", "our", "some", "staging", "that",
	"the", "their", "them", "these", "this", "those", "us", "your",
};
/* clang-format on */

static int
compare(const void *key, const void *entry)
{
	return strcmp(key, *(const char *const *)entry);
}

static gboolean
is_in(const char *const *table, gsize count, const char *word, gsize length)
{
	char key[16];

	if (length >= sizeof key)
		return FALSE;
	for (gsize i = 0; i < length; i++)
		key[i] = g_ascii_tolower(word[i]);
	key[length] = '\0';
	return bsearch(key, table, count, sizeof *table, compare) != NULL;
}

gboolean
word_is_label(const char *word, gsize length)
{
	return is_in(labels, G_N_ELEMENTS(labels), word, length);
}

gboolean
word_is_acronym(const char *word, gsize length)
{
	return is_in(acronyms, G_N_ELEMENTS(acronyms), word, length);
}

gboolean
word_begins_items(const char *word, gsize length)
{
	return is_in(item_acronyms, G_N_ELEMENTS(item_acronyms), word, length) ||
	       (length > 2 && word_is_acronym(word, length));
}

gboolean
word_is_group(const char *word, gsize length)
{
	return is_in(groups, G_N_ELEMENTS(groups), word, length);
}

gboolean
word_is_everybody(const char *word, gsize length)
{
	return is_in(everybody, G_N_ELEMENTS(everybody), word, length);
}

gboolean
word_is_group_noun(const char *word, gsize length)
{
	return is_in(group_nouns, G_N_ELEMENTS(group_nouns), word, length);
}

gboolean
word_may_be_verb(const char *text)
{
	gsize length = 0;

	while (g_ascii_isalpha(text[length]))
		length++;
	return length > 1 && !is_in(not_verbs, G_N_ELEMENTS(not_verbs), text, length);
}

gboolean
word_is_participle(const char *word, gsize length)
{
	if (length < 6)
		return FALSE;
	return g_ascii_strncasecmp(word + length - 2, "ed", 2) == 0 ||
	       g_ascii_strncasecmp(word + length - 2, "ly", 2) == 0 ||
	       g_ascii_strncasecmp(word + length - 3, "ing", 3) == 0;
}

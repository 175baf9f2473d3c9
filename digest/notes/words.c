/* words.c - English words that look like names at the start of a line but are none. */
#include "notes/words.h"

#include <stdlib.h>
#include <string.h>

/* Each table is in strcmp() order: they are searched by halves. */
/* clang-format off */
static const char *const labels[] = {
	"ability", "able", "about", "access", "according", "action", "actions", "adapt", "add", "added", "addition",
	"additional", "adhere", "adopt", "advertising", "afford", "after", "agenda", "agree", "agreed", "agreement",
	"aim", "allow", "also", "alternative", "alternatively", "alternatives", "am", "amazon", "amd", "an", "and",
	"android", "announce", "announcement", "announcements", "another", "answer", "answers", "any", "app",
	"appear", "application", "applications", "approach", "approaches", "approve", "approved", "april",
	"architecture", "are", "arm", "article", "artifact", "artifacts", "as", "ask", "aspect", "aspire", "assign",
	"assigned", "assist", "assumption", "assumptions", "at", "attempt", "attendance", "attendees", "attention",
	"audience", "august", "autumn", "availability", "available", "back", "background", "backlog", "bad",
	"baremetal", "based", "basic", "be", "because", "before", "beg", "begin", "belong", "benchmark",
	"benchmarks", "besides", "best", "better", "bind", "blocked", "blocker", "blockers", "blog", "blogpost",
	"blogposts", "board", "body", "bonus", "book", "booting", "bootloader", "both", "bound", "branch",
	"branches", "break", "breakfast", "brief", "bring", "browse", "budget", "bug", "bugfix", "bugfixes", "bugs",
	"build", "builds", "bump", "but", "by", "call", "calls", "can", "candidates", "catalog", "cater", "caveat",
	"caveats", "cease", "chair", "challenge", "challenges", "chance", "change", "changelog", "changes",
	"channel", "check", "checklist", "checks", "choose", "chores", "chrome", "clarification", "clean",
	"cleanup", "clone", "close", "closed", "cloudfest", "code", "coding", "collect", "come", "comment",
	"comments", "commit", "commitment", "commits", "communication", "community", "compare", "comparison",
	"compile", "compiler", "complete", "completed", "concern", "concerns", "conclude", "conclusion",
	"conclusions", "conference", "conferences", "config", "configuration", "conform", "connect", "cons",
	"consider", "considerations", "contact", "context", "continue", "contrary", "contribute", "contributing",
	"contribution", "contributions", "control", "convert", "copy", "core", "correspond", "could", "create",
	"current", "currently", "cycle", "data", "date", "day", "days", "deadline", "deadlines", "debian", "debug",
	"debugging", "december", "decide", "decided", "decision", "decisions", "decline", "dedicate", "default",
	"deferred", "define", "delegate", "deliver", "deliverable", "deliverables", "demo", "demos", "dependencies",
	"dependency", "deploy", "deserve", "design", "detail", "details", "develop", "development", "diagram",
	"different", "dinner", "direct", "disable", "disclaimer", "discord", "discuss", "discussed", "discussion",
	"discussions", "do", "doc", "docker", "docs", "document", "documentation", "documents", "does", "done",
	"down", "downside", "downsides", "draft", "drafts", "draw", "driver", "drivers", "drop", "dropped", "due",
	"during", "each", "early", "edit", "editor", "editors", "effort", "efforts", "either", "email", "emails",
	"enable", "end", "ensure", "enter", "equal", "error", "errors", "escalate", "estimate", "evaluate",
	"evaluation", "evaluations", "event", "events", "every", "example", "examples", "exercise", "exercises",
	"expand", "expect", "expected", "experiment", "experiments", "explanation", "explore", "export", "extend",
	"extra", "facebook", "facilitator", "fail", "failed", "fall", "faq", "fast", "feasibility", "feature",
	"features", "february", "fedora", "feedback", "feel", "figure", "file", "files", "final", "finalise",
	"finalize", "finally", "find", "firecracker", "firefox", "first", "fix", "fixed", "fixes", "focus",
	"follow", "following", "followup", "for", "forget", "forum", "forward", "fosdem", "found", "framework",
	"free", "friday", "from", "frontend", "full", "function", "functions", "funding", "further", "future",
	"fyi", "general", "get", "gist", "github", "gitlab", "give", "glad", "go", "goal", "goals", "golang",
	"good", "google", "governance", "great", "group", "groups", "guide", "guidelines", "guides", "hackathon",
	"hackathons", "hackmd", "had", "handout", "happen", "happy", "hard", "has", "hate", "have", "he", "help",
	"her", "here", "hesitate", "hi", "high", "highlight", "highlights", "hint", "his", "hold", "homework",
	"hook", "hope", "host", "hosting", "hosts", "how", "however", "hypervisor", "idea", "ideal", "ideally",
	"ideas", "if", "image", "images", "immediate", "implement", "implementation", "implementations",
	"implemented", "implementer", "implementing", "import", "important", "improve", "improved", "improvement",
	"improvements", "in", "include", "included", "increase", "info", "information", "infrastructure",
	"ingredients", "initial", "initially", "input", "inputs", "install", "instead", "instructions", "integrate",
	"integration", "intel", "intend", "interesting", "interface", "interim", "internal", "introduction",
	"investigate", "investigation", "invitation", "invite", "invited", "issue", "issues", "it", "item", "items",
	"january", "java", "javascript", "jenkins", "job", "jobs", "join", "july", "jump", "june", "keep", "kernel",
	"key", "keynote", "kickoff", "kubecon", "kubernetes", "kudos", "kvm", "label", "labels", "land", "last",
	"later", "latest", "launch", "layout", "lead", "leads", "lean", "learn", "leftover", "leftovers", "let",
	"letter", "level", "libraries", "library", "license", "like", "likely", "limit", "limitation",
	"limitations", "link", "linkedin", "links", "linux", "list", "listen", "lists", "load", "local", "location",
	"log", "logistics", "logo", "logos", "logs", "long", "look", "love", "low", "lower", "lunch", "made",
	"mail", "main", "make", "manage", "manifest", "manual", "many", "map", "march", "markdown", "mastodon",
	"match", "materials", "matrix", "may", "maybe", "me", "measure", "medium", "meet", "meeting", "meetings",
	"members", "memory", "mentoring", "merge", "merged", "message", "messages", "method", "methods", "metrics",
	"microsoft", "migrate", "milestone", "milestones", "minutes", "misc", "miscellaneous", "model", "module",
	"modules", "monday", "monitor", "month", "months", "more", "most", "motion", "motions", "motivation",
	"mount", "move", "moved", "musl", "my", "name", "names", "naming", "near", "need", "needs", "network",
	"networking", "never", "new", "newlib", "news", "newsletter", "next", "nginx", "nice", "night", "no",
	"nobody", "nodejs", "none", "not", "note", "notes", "notetaker", "nothing", "november", "now", "object",
	"objection", "objections", "objective", "objectives", "observations", "obstacle", "obstacles", "october",
	"of", "off", "offer", "official", "offload", "old", "on", "once", "one", "ongoing", "only", "open",
	"opened", "opens", "openssl", "oppose", "opposed", "option", "optional", "options", "or", "order",
	"organise", "organization", "organize", "other", "others", "otherwise", "ought", "our", "outcome",
	"outcomes", "outline", "outlook", "output", "outreach", "overall", "overview", "owe", "owing", "owner",
	"owners", "package", "packages", "page", "pages", "paper", "papers", "parking", "part", "participants",
	"participation", "party", "pass", "past", "patch", "patches", "pay", "pending", "people", "perf",
	"performance", "pertain", "phase", "pick", "picture", "pictures", "pin", "ping", "place", "plan", "planned",
	"planning", "plans", "platform", "platforms", "please", "pledge", "plenary", "plus", "podcast", "point",
	"pointer", "points", "policies", "policy", "poll", "polls", "port", "porting", "post", "poster", "posters",
	"postponed", "posts", "potential", "power", "practical", "prefer", "preliminary", "preparation", "prepare",
	"prerequisites", "present", "presentation", "presentations", "presented", "presenter", "presenters",
	"pretend", "previous", "previously", "price", "prior", "priorities", "priority", "private", "problem",
	"problems", "procedure", "proceed", "process", "product", "profiling", "program", "progress", "project",
	"projects", "proof", "proposal", "proposals", "propose", "proposed", "pros", "prove", "provide",
	"provision", "public", "publish", "pull", "purpose", "push", "put", "python", "qemu", "quality", "question",
	"questions", "queue", "quick", "quickly", "quote", "raise", "rationale", "reach", "react", "reaction",
	"read", "readme", "ready", "reason", "reasons", "rebase", "recap", "recent", "recently", "recommendation",
	"recommendations", "recommended", "record", "recording", "recordings", "redirect", "redis", "reduce",
	"refactor", "refer", "reference", "references", "refine", "refuse", "regarding", "registration",
	"regression", "regressions", "relate", "related", "relative", "release", "released", "releases",
	"remaining", "remark", "remarks", "remember", "reminder", "reminders", "remote", "remove", "removed",
	"rename", "replace", "reply", "repo", "report", "reports", "repositories", "repository", "request",
	"requests", "require", "required", "requirement", "requirements", "reschedule", "research", "reserve",
	"reset", "resolution", "resolutions", "resolve", "resolved", "resource", "resources", "respond", "response",
	"rest", "restrict", "result", "results", "retrospective", "return", "revert", "review", "reviewed",
	"reviewers", "reviews", "revisit", "right", "risk", "risks", "roadmap", "role", "roles", "room", "round",
	"route", "rule", "rules", "run", "runtime", "rush", "rust", "same", "sample", "saturday", "save", "scale",
	"schedule", "scheduled", "scheduling", "scope", "scribe", "script", "scripts", "scroll", "second",
	"secretary", "section", "security", "see", "seek", "seem", "select", "send", "september", "series", "serve",
	"server", "session", "sessions", "set", "setup", "several", "share", "shared", "she", "shift", "short",
	"should", "show", "side", "sidenote", "sign", "similar", "simple", "since", "slack", "slides", "slot",
	"slots", "small", "snapshot", "so", "social", "soft", "software", "solution", "solutions", "solve",
	"solved", "some", "someone", "something", "soon", "source", "sources", "speak", "speaker", "speakers",
	"spec", "specific", "specifically", "specification", "specifications", "specs", "speed", "split", "sponsor",
	"sponsors", "sponsorship", "spring", "sprint", "sqlite", "standup", "start", "started", "starting", "state",
	"statement", "statistics", "stats", "status", "step", "steps", "stick", "still", "stop", "storage", "store",
	"strategy", "stretch", "strive", "structure", "struggle", "stub", "stuff", "style", "subject", "submit",
	"subscribe", "success", "suggestion", "suggestions", "summary", "summer", "sunday", "support", "supported",
	"sure", "surrender", "survey", "swag", "swear", "switch", "sync", "syntax", "system", "systems", "table",
	"tag", "tags", "take", "takeaway", "takeaways", "talk", "talks", "target", "targets", "task", "tasks",
	"teams", "technical", "tell", "template", "templates", "temporary", "tend", "term", "test", "tested",
	"testing", "tests", "text", "thanks", "that", "the", "theme", "theses", "thesis", "thing", "things",
	"third", "this", "those", "thought", "thoughts", "thread", "threads", "threat", "threaten", "three",
	"thursday", "ticket", "tickets", "tie", "time", "timeline", "timelines", "times", "tip", "tips", "title",
	"to", "today", "todo", "together", "tomorrow", "tool", "tooling", "tools", "topic", "topics", "total",
	"tour", "track", "tracker", "tracking", "tracks", "training", "transfer", "transform", "transition",
	"translate", "travel", "treat", "triage", "trip", "try", "tuesday", "tune", "turn", "tutorial", "tutorials",
	"twitter", "two", "type", "types", "typescript", "ubuntu", "ultimate", "unable", "unassigned", "unblock",
	"under", "unlikely", "unresolved", "up", "upcoming", "update", "updated", "updates", "upgrade", "upstream",
	"urge", "us", "usability", "usage", "use", "used", "useful", "user", "users", "using", "validate", "value",
	"venue", "verify", "version", "versions", "via", "video", "videos", "view", "virtio", "virtual", "vision",
	"visit", "vmware", "volunteer", "volunteers", "vote", "votes", "vow", "wait", "waiting", "walkthrough",
	"want", "warning", "warnings", "was", "way", "ways", "we", "webinar", "website", "wednesday", "week",
	"weekend", "weekly", "weeks", "welcome", "well", "were", "what", "when", "where", "whether", "which",
	"while", "who", "why", "wiki", "will", "willing", "windows", "winter", "wip", "wish", "with", "within",
	"without", "wording", "work", "workaround", "workarounds", "workflow", "workflows", "working", "workshop",
	"workshops", "worth", "would", "write", "writing", "wrong", "xen", "year", "yearly", "years", "yes",
	"yesterday", "yet", "yield", "you", "your", "youtube", "zoom",
};

static const char *const acronyms[] = {
	"abi", "acl", "acpi", "ai", "aka", "ama", "amd", "api", "apis", "arm", "asap", "aslr", "asplos", "bios",
	"bsd", "btw", "cd", "cert", "cet", "cfp", "cfps", "ci", "cla", "cli", "cpu", "crit", "css", "cve", "cves",
	"db", "dco", "dm", "dns", "doi", "dpdk", "dsl", "efi", "elf", "eod", "eom", "eow", "eta", "eu", "faq",
	"faqs", "fosdem", "fs", "ftp", "fyi", "gcc", "gcp", "gdb", "gic", "github", "gnu", "gpl", "gpu", "gsoc",
	"gsod", "gui", "html", "http", "hw", "id", "ide", "ids", "ii", "iii", "imo", "info", "io", "iot", "ip",
	"ipc", "ips", "ipv", "isa", "iso", "isr", "ist", "its", "iv", "jdk", "jit", "js", "json", "jvm",
	"kasan", "kde", "kpi", "kpti", "kvm", "lan", "lgtm", "llm", "llvm", "lsm", "lts", "lwip", "mac", "ml",
	"mmio", "mmu", "mom", "mte", "mvp", "nb", "nfs", "nic", "no", "note", "numa", "nvm", "oci", "ok", "oom",
	"orm", "os", "oss", "ot", "pc", "pci", "pcie", "pcs", "pdf", "pic", "pie", "pku", "poc", "posix", "pr",
	"prs", "ps", "pte", "qa", "qemu", "ram", "readme", "repl", "rest", "rfc", "rfcs", "rpc", "rtc", "rtos",
	"sbom", "sdk", "sev", "sgx", "sig", "simd", "sla", "smp", "smt", "soc", "sql", "sre", "ssd", "ssh", "ssl",
	"sw", "tba", "tbc", "tbd", "tcp", "tee", "tlb", "tldr", "tls", "toc", "todo", "todos", "tpm", "uart", "udp",
	"uefi", "ui", "uk", "url", "urls", "us", "usa", "usb", "usoc", "ux", "vfs", "vga", "vm", "vmi", "vmm",
	"vms", "vpn", "vps", "wamr", "wasm", "wg", "wgs", "wip", "xml", "yaml",
};

static const char *const groups[] = {
	"all", "anyone", "contributors", "developers", "everybody", "everyone", "interns", "leaders", "maintainers",
	"mentees", "mentors", "organisers", "organizers", "students", "team",
};

static const char *const group_nouns[] = {
	"authors", "committers", "contributors", "developers", "interns", "leaders", "leads", "maintainers",
	"members", "mentees", "mentors", "organisers", "organizers", "owners", "participants", "people",
	"reviewers", "speakers", "students", "team", "volunteers",
};
static const char *const not_verbs[] = {
	"a", "all", "an", "any", "be", "both", "discussion", "each", "her", "him", "his", "it", "its", "main", "master", "my",
	"new", "next", "other", "our", "some", "staging", "that", "the", "their", "them", "these", "this", "those", "us", "your",
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
word_is_group(const char *word, gsize length)
{
	return is_in(groups, G_N_ELEMENTS(groups), word, length);
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

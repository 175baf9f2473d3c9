/* words.c - English words that look like names at the start of a line but are none. */
#include "notes/words.h"

#include <stdlib.h>
#include <string.h>

/* Each table is in strcmp() order: they are searched by halves. */
/* clang-format off */
static const char *const labels[] = {
	"about", "action", "actions", "add", "added", "additional", "adopt", "advertising", "after", "agenda",
	"agreed", "agreement", "aim", "allow", "also", "alternative", "alternatively", "alternatives", "amazon",
	"amd", "an", "and", "announce", "announcement", "announcements", "another", "answer", "answers", "any",
	"app", "application", "applications", "approach", "approaches", "approve", "approved", "april",
	"architecture", "are", "arm", "article", "artifact", "artifacts", "as", "ask", "assign", "assigned",
	"assumption", "assumptions", "at", "attendance", "attendees", "attention", "audience", "august", "autumn",
	"availability", "available", "back", "background", "backlog", "bad", "baremetal", "based", "basic", "be",
	"because", "before", "benchmark", "benchmarks", "besides", "best", "better", "blocked", "blocker",
	"blockers", "blog", "blogpost", "blogposts", "board", "body", "bonus", "book", "booting", "bootloader",
	"both", "branch", "branches", "break", "breakfast", "brief", "browse", "budget", "bug", "bugfix",
	"bugfixes", "bugs", "build", "builds", "but", "by", "call", "calls", "can", "candidates", "catalog",
	"caveat", "caveats", "chair", "challenge", "challenges", "change", "changelog", "changes", "channel",
	"check", "checklist", "checks", "choose", "chores", "chrome", "clarification", "clean", "cleanup", "clone",
	"close", "closed", "cloudfest", "code", "coding", "collect", "comment", "comments", "commit", "commits",
	"communication", "community", "compiler", "complete", "completed", "concern", "concerns", "conclude",
	"conclusion", "conclusions", "conference", "conferences", "config", "configuration", "cons", "consider",
	"considerations", "contact", "context", "continue", "contributing", "contribution", "contributions",
	"control", "core", "could", "create", "current", "currently", "cycle", "data", "date", "day", "days",
	"deadline", "deadlines", "debian", "debug", "debugging", "december", "decide", "decided", "decision",
	"decisions", "default", "deferred", "define", "deliverable", "deliverables", "demo", "demos",
	"dependencies", "dependency", "deploy", "design", "detail", "details", "develop", "development", "diagram",
	"different", "dinner", "disable", "disclaimer", "discord", "discuss", "discussed", "discussion",
	"discussions", "do", "doc", "docker", "docs", "document", "documentation", "documents", "does", "done",
	"downside", "downsides", "draft", "drafts", "driver", "drivers", "drop", "dropped", "due", "during", "each",
	"early", "edit", "editor", "editors", "effort", "efforts", "either", "email", "emails", "enable", "end",
	"ensure", "error", "errors", "estimate", "evaluate", "evaluation", "evaluations", "event", "events",
	"every", "example", "examples", "exercise", "exercises", "expected", "experiment", "experiments",
	"explanation", "explore", "export", "extra", "facebook", "facilitator", "failed", "faq", "fast",
	"feasibility", "feature", "features", "february", "fedora", "feedback", "figure", "file", "files", "final",
	"finalise", "finalize", "finally", "find", "firefox", "first", "fix", "fixed", "fixes", "focus", "follow",
	"following", "followup", "for", "forum", "fosdem", "found", "framework", "friday", "from", "frontend",
	"full", "function", "functions", "funding", "further", "future", "fyi", "general", "get", "gist", "github",
	"gitlab", "give", "go", "goal", "goals", "golang", "good", "google", "governance", "great", "group",
	"groups", "guide", "guidelines", "guides", "hackathon", "hackathons", "hackmd", "had", "handout", "has",
	"have", "he", "help", "her", "here", "high", "highlight", "highlights", "hint", "his", "hold", "homework",
	"host", "hosting", "hosts", "how", "however", "idea", "ideal", "ideally", "ideas", "if", "image", "images",
	"immediate", "implement", "implementation", "implementations", "implemented", "implementer", "implementing",
	"important", "improve", "improved", "improvement", "improvements", "in", "include", "included", "info",
	"information", "infrastructure", "ingredients", "initial", "initially", "input", "inputs", "install",
	"instead", "instructions", "integrate", "integration", "intel", "interesting", "interface", "interim",
	"internal", "introduction", "investigate", "investigation", "invitation", "invite", "invited", "issue",
	"issues", "it", "item", "items", "january", "java", "javascript", "jenkins", "job", "jobs", "join", "july",
	"june", "keep", "kernel", "key", "keynote", "kickoff", "kubecon", "kubernetes", "kudos", "label", "labels",
	"last", "later", "latest", "launch", "layout", "lead", "leads", "learn", "leftover", "leftovers", "let",
	"letter", "level", "libraries", "library", "license", "like", "limitation", "limitations", "link",
	"linkedin", "links", "linux", "list", "lists", "local", "location", "log", "logistics", "logo", "logos",
	"logs", "long", "look", "low", "lunch", "mail", "main", "make", "manifest", "manual", "many", "march",
	"markdown", "mastodon", "materials", "matrix", "may", "maybe", "me", "medium", "meet", "meeting",
	"meetings", "members", "memory", "mentoring", "merge", "merged", "message", "messages", "method", "methods",
	"metrics", "microsoft", "milestone", "milestones", "minutes", "misc", "miscellaneous", "model", "module",
	"modules", "monday", "monitor", "month", "months", "more", "most", "motion", "motions", "motivation",
	"move", "moved", "my", "name", "names", "naming", "near", "need", "needs", "network", "networking", "never",
	"new", "news", "newsletter", "next", "nginx", "night", "no", "nobody", "nodejs", "none", "not", "note",
	"notes", "notetaker", "nothing", "november", "now", "objection", "objections", "objective", "objectives",
	"observations", "obstacle", "obstacles", "october", "of", "off", "offer", "official", "old", "on", "once",
	"one", "ongoing", "only", "open", "opened", "opens", "option", "optional", "options", "or", "order",
	"organise", "organization", "organize", "other", "others", "otherwise", "our", "outcome", "outcomes",
	"outline", "outlook", "output", "outreach", "overall", "overview", "owner", "owners", "package", "packages",
	"page", "pages", "paper", "papers", "parking", "part", "participants", "participation", "party", "past",
	"patch", "patches", "pending", "people", "perf", "performance", "phase", "pick", "picture", "pictures",
	"pin", "ping", "place", "plan", "planned", "planning", "plans", "platform", "platforms", "please",
	"plenary", "plus", "podcast", "point", "points", "policies", "policy", "poll", "polls", "port", "porting",
	"post", "poster", "posters", "postponed", "posts", "potential", "practical", "preliminary", "preparation",
	"prepare", "prerequisites", "present", "presentation", "presentations", "presented", "presenter",
	"presenters", "previous", "previously", "price", "priorities", "priority", "private", "problem", "problems",
	"procedure", "proceed", "process", "product", "profiling", "program", "progress", "project", "projects",
	"proof", "proposal", "proposals", "proposed", "pros", "provide", "public", "publish", "pull", "purpose",
	"push", "put", "python", "qemu", "quality", "question", "questions", "queue", "quick", "quickly", "quote",
	"rationale", "reach", "read", "readme", "ready", "reason", "reasons", "rebase", "recap", "recent",
	"recently", "recommendation", "recommendations", "recommended", "record", "recording", "recordings",
	"redis", "reduce", "refactor", "reference", "references", "refine", "regarding", "registration",
	"regression", "regressions", "related", "release", "released", "releases", "remaining", "remark", "remarks",
	"remember", "reminder", "reminders", "remote", "remove", "removed", "rename", "replace", "reply", "repo",
	"report", "reports", "repositories", "repository", "request", "requests", "require", "required",
	"requirement", "requirements", "reschedule", "research", "reserve", "resolution", "resolutions", "resolve",
	"resolved", "resource", "resources", "response", "rest", "result", "results", "retrospective", "review",
	"reviewed", "reviewers", "reviews", "revisit", "right", "risk", "risks", "roadmap", "role", "roles", "room",
	"round", "rule", "rules", "run", "runtime", "rust", "same", "sample", "saturday", "save", "schedule",
	"scheduled", "scheduling", "scope", "scribe", "script", "scripts", "second", "secretary", "section",
	"security", "see", "select", "send", "september", "series", "server", "session", "sessions", "set", "setup",
	"several", "share", "shared", "she", "short", "should", "show", "side", "sidenote", "sign", "similar",
	"simple", "since", "slack", "slides", "slot", "slots", "small", "snapshot", "so", "social", "soft",
	"software", "solution", "solutions", "solve", "solved", "some", "someone", "something", "soon", "source",
	"sources", "speaker", "speakers", "spec", "specific", "specifically", "specification", "specifications",
	"specs", "speed", "split", "sponsor", "sponsors", "sponsorship", "spring", "sprint", "sqlite", "standup",
	"start", "started", "starting", "state", "statement", "statistics", "stats", "status", "step", "steps",
	"still", "stop", "storage", "store", "strategy", "stretch", "structure", "stuff", "style", "subject",
	"submit", "subscribe", "success", "suggestion", "suggestions", "summary", "summer", "sunday", "support",
	"supported", "sure", "survey", "swag", "switch", "sync", "syntax", "system", "systems", "table", "tag",
	"tags", "take", "takeaway", "takeaways", "talk", "talks", "target", "targets", "task", "tasks", "teams",
	"technical", "template", "templates", "temporary", "term", "test", "tested", "testing", "tests", "text",
	"thanks", "that", "the", "theme", "theses", "thesis", "thing", "things", "third", "this", "those",
	"thought", "thoughts", "thread", "threads", "threat", "three", "thursday", "ticket", "tickets", "time",
	"timeline", "timelines", "times", "tip", "tips", "title", "to", "today", "todo", "together", "tomorrow",
	"tool", "tooling", "tools", "topic", "topics", "total", "tour", "track", "tracker", "tracking", "tracks",
	"training", "translate", "travel", "treat", "triage", "trip", "try", "tuesday", "tutorial", "tutorials",
	"twitter", "two", "type", "types", "typescript", "ubuntu", "ultimate", "unassigned", "unblock", "under",
	"unresolved", "upcoming", "update", "updated", "updates", "upgrade", "upstream", "usability", "usage",
	"use", "used", "useful", "user", "users", "using", "validate", "value", "venue", "verify", "version",
	"versions", "via", "video", "videos", "view", "virtual", "vision", "visit", "volunteers", "vote", "votes",
	"wait", "waiting", "walkthrough", "want", "warning", "warnings", "was", "way", "ways", "we", "webinar",
	"website", "wednesday", "week", "weekend", "weekly", "weeks", "welcome", "well", "were", "what", "when",
	"where", "whether", "which", "while", "who", "why", "wiki", "will", "windows", "winter", "wip", "wish",
	"with", "within", "without", "wording", "work", "workaround", "workarounds", "workflow", "workflows",
	"working", "workshop", "workshops", "would", "write", "writing", "wrong", "xen", "year", "yearly", "years",
	"yes", "yesterday", "yet", "you", "your", "youtube", "zoom",
};

static const char *const acronyms[] = {
	"abi", "acl", "acpi", "ai", "aka", "ama", "amd", "api", "apis", "arm", "asap", "aslr", "asplos", "bios",
	"bsd", "btw", "cd", "cert", "cet", "cfp", "cfps", "ci", "cla", "cli", "cpu", "crit", "css", "cve", "cves",
	"db", "dco", "dm", "dns", "doi", "dpdk", "dsl", "efi", "elf", "eod", "eom", "eow", "eta", "eu", "faq",
	"faqs", "fosdem", "fs", "ftp", "fyi", "gcc", "gcp", "gdb", "gic", "github", "gnu", "gpl", "gpu", "gsoc",
	"gsod", "gui", "html", "http", "hw", "id", "ide", "ids", "ii", "iii", "imo", "info", "io", "iot", "ip",
	"ipc", "ips", "ipv", "isa", "iso", "isr", "ist", "it", "its", "iv", "jdk", "jit", "js", "json", "jvm",
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

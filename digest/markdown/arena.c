/*
 * arena.c - cmark with memory that is given back at once.
 *
 * A parse makes hundreds of nodes and buffers and drops them all together.  Handing out slices of a
 * chunk, one behind the other, is several times cheaper than malloc() and free() for each.  cmark's
 * allocator is told nothing of whom it works for, hence the thread's own variable.
 */
#include "arena.h"

#include <string.h>

enum {
	CHUNK_SIZE = 128 * 1024,
	ALIGN = 16 /* room for the header, and the alignment of malloc() */
};

typedef struct Chunk Chunk;
struct Chunk {
	Chunk *before;
	gsize size, used; /* of `data`, in bytes */
	_Alignas(ALIGN) guint8 data[];
};

typedef struct {
	Chunk *chunk;
} Arena;

/* Stands before each slice. */
typedef union {
	gsize size; /* of the slice, rounded up */
	guint8 room[ALIGN];
} Header;

static void
chunks_free(Chunk *chunk)
{
	while (chunk != NULL) {
		Chunk *before = chunk->before;
		g_free(chunk);
		chunk = before;
	}
}

static void
arena_free(gpointer data)
{
	Arena *arena = data;

	chunks_free(arena->chunk);
	g_free(arena);
}

static GPrivate arenas = G_PRIVATE_INIT(arena_free);
static _Thread_local Arena *own;

static void
add_chunk(Arena *arena, gsize least)
{
	gsize size = MAX(least, CHUNK_SIZE);
	Chunk *chunk = g_malloc(sizeof *chunk + size);

	chunk->before = arena->chunk;
	chunk->size = size;
	chunk->used = 0;
	arena->chunk = chunk;
}

static void *
take(gsize size)
{
	gsize rounded = (size + ALIGN - 1) & ~(gsize)(ALIGN - 1), needed = rounded + sizeof(Header);

	if (own->chunk == NULL || own->chunk->size - own->chunk->used < needed)
		add_chunk(own, needed);
	Header *header = (Header *)(own->chunk->data + own->chunk->used);
	own->chunk->used += needed;
	header->size = rounded;
	return header + 1;
}

static void *
take_zeroed(size_t count, size_t size)
{
	gsize bytes;

	if (!g_size_checked_mul(&bytes, count, size) || bytes > G_MAXSIZE / 2)
		g_error("cmark asks for %" G_GSIZE_FORMAT " times %" G_GSIZE_FORMAT " bytes", count,
		        size);
	return memset(take(bytes), 0, bytes);
}

/* The last slice is given back, so that a buffer that grows does so in place; others wait for
 * arena_reset(). */
static void
give_back(void *slice)
{
	if (slice == NULL)
		return;
	Header *header = (Header *)slice - 1;
	Chunk *chunk = own->chunk;
	gsize end = (gsize)((guint8 *)slice + header->size - chunk->data);
	if ((guint8 *)header >= chunk->data && end == chunk->used)
		chunk->used -= header->size + sizeof *header;
}

static void *
take_larger(void *slice, size_t size)
{
	gsize had = slice == NULL ? 0 : ((Header *)slice - 1)->size;
	if (had >= size && slice != NULL)
		return slice;

	give_back(slice);
	void *larger = take(size);
	if (larger != slice && had > 0)
		memcpy(larger, slice, had);
	return larger;
}

cmark_node *
arena_parse(const char *text, gsize length)
{
	static cmark_mem memory = { take_zeroed, take_larger, give_back };

	own = g_private_get(&arenas);
	if (own == NULL) {
		own = g_new0(Arena, 1);
		g_private_set(&arenas, own);
	}
	cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &memory);
	cmark_parser_feed(parser, text, length);
	cmark_node *document = cmark_parser_finish(parser);
	cmark_parser_free(parser);
	return document;
}

/* Keeps one chunk for the next parse, if it is of the usual size. */
void
arena_reset(void)
{
	Chunk *chunk = own->chunk;

	if (chunk->before != NULL || chunk->size > CHUNK_SIZE) {
		chunks_free(chunk);
		own->chunk = NULL;
	} else
		chunk->used = 0;
}

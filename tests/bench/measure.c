/* measure.c - runs a command; prints "NANOSECONDS CPU-NANOSECONDS PEAK-KIB STATUS" as the last line
 * of standard error. Its own small size matters: Linux counts the memory of the process that called
 * exec into the peak of the command. */
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int
main(int argc, char **argv)
{
	if (argc < 2)
		return 64;
	struct timespec start, end;
	clock_gettime(CLOCK_MONOTONIC, &start);
	pid_t child = fork();
	if (child == 0) {
		execvp(argv[1], argv + 1);
		_exit(127);
	}
	int status = 0;
	struct rusage usage;
	if (child < 0 || wait4(child, &status, 0, &usage) < 0)
		return 71;
	clock_gettime(CLOCK_MONOTONIC, &end);
	long long elapsed =
	    (end.tv_sec - start.tv_sec) * 1000000000LL + (end.tv_nsec - start.tv_nsec);
	long long worked = (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000000LL +
	                   (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1000LL;
	fprintf(stderr, "%lld %lld %ld %d\n", elapsed, worked, usage.ru_maxrss,
	        WIFEXITED(status) ? WEXITSTATUS(status) : 128);
	return 0;
}

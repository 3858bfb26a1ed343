/* The least that brings finished bytes to many screens: one process, blocking send(), nothing else. C99 and POSIX.
 *
 * Arguments: bytes of a tick, a file with the first message, a file with the message that goes out at every later tick.
 * Says its two ports, of the screens and of the publisher. Asked on standard input "c", it answers with its CPU time in
 * microseconds, asked "t" with the moment, in milliseconds, at which the last tick was there. */
#define _POSIX_C_SOURCE 200809L
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MOST_SCREENS = 8192 };

static int screens[MOST_SCREENS];
static int count;

static void fail(const char *what) {
  perror(what);
  exit(1);
}

struct message {
  char *bytes;
  size_t length;
};

static struct message read_message(const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file || fseek(file, 0, SEEK_END) != 0) fail(path);
  struct message message = {NULL, (size_t)ftell(file)};
  message.bytes = malloc(message.length);
  rewind(file);
  if (!message.bytes || fread(message.bytes, 1, message.length, file) != message.length) fail(path);
  fclose(file);
  return message;
}

static int listen_on_loopback(int *port) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof address;
  int server = socket(AF_INET, SOCK_STREAM, 0);
  if (server < 0 || bind(server, (struct sockaddr *)&address, size) != 0 || listen(server, 4096) != 0) fail("listen");
  if (getsockname(server, (struct sockaddr *)&address, &size) != 0) fail("getsockname");
  fcntl(server, F_SETFL, O_NONBLOCK);
  *port = ntohs(address.sin_port);
  return server;
}

/* Everybody who waits at the door comes in before a tick goes out. */
static void let_in(int server) {
  int screen;
  while ((screen = accept(server, NULL, NULL)) >= 0) {
    int yes = 1;
    setsockopt(screen, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (count == MOST_SCREENS) fail("too many screens");
    screens[count++] = screen;
  }
}

/* A screen that has left is forgotten. */
static void send_to_all(struct message message) {
  for (int at = 0; at < count; at++) {
    size_t sent = 0;
    while (sent < message.length) {
      ssize_t now = send(screens[at], message.bytes + sent, message.length - sent, MSG_NOSIGNAL);
      if (now <= 0) break;
      sent += (size_t)now;
    }
    if (sent == message.length) continue;
    close(screens[at]);
    screens[at--] = screens[--count];
  }
}

static long cpu_micros(void) {
  struct rusage used;
  getrusage(RUSAGE_SELF, &used);
  return (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000000L + used.ru_utime.tv_usec + used.ru_stime.tv_usec;
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  const size_t tick_bytes = strtoul(argv[1], NULL, 10);
  struct message first = read_message(argv[2]), later = read_message(argv[3]);
  int screens_port, intake_port;
  int door = listen_on_loopback(&screens_port), intake = listen_on_loopback(&intake_port), publisher = -1;
  struct timespec ticked = {0};
  size_t filled = 0, ticks = 0;
  char *taken = malloc(tick_bytes);
  printf("%d %d\n", screens_port, intake_port);
  fflush(stdout);
  for (;;) {
    struct pollfd polled[] = {{0, POLLIN, 0}, {door, POLLIN, 0}, {publisher < 0 ? intake : publisher, POLLIN, 0}};
    if (poll(polled, 3, -1) < 0) fail("poll");
    if (polled[1].revents) let_in(door);
    if (polled[0].revents) {
      char question;
      if (read(0, &question, 1) != 1) return 0;
      if (question == 'c') printf("%ld\n", cpu_micros());
      if (question == 't') printf("%.6f\n", (double)ticked.tv_sec * 1e3 + (double)ticked.tv_nsec / 1e6);
      fflush(stdout);
    }
    if (polled[2].revents && publisher < 0) {
      publisher = accept(intake, NULL, NULL);
    } else if (polled[2].revents) {
      ssize_t now = recv(publisher, taken + filled, tick_bytes - filled, 0);
      if (now <= 0) return 0;
      filled += (size_t)now;
      if (filled < tick_bytes) continue;
      filled = 0;
      clock_gettime(CLOCK_MONOTONIC, &ticked);
      send_to_all(ticks++ == 0 ? first : later);
    }
  }
}

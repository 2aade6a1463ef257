#pragma once

namespace tapscope {

/// Makes descriptors 0 to 2 and the signals of writing safe for a program; call it first thing in main().
///
/// A descriptor that is closed at the start would be given to the next file or device that is opened, and what is said
/// on standard error would go there. Such a one is opened on /dev/null, in the wrong direction for standard input and
/// output, so that reading and writing them fails (EBADF) instead of losing in silence; what is said on a standard
/// error that nobody has is lost.
///
/// SIGPIPE and SIGXFSZ are ignored: a pipe without a reader and a file at its size limit (setrlimit(2)) are then errors
/// of write(2), EPIPE and EFBIG, and end nothing.
void secureStandardStreams() noexcept;

/// Sets the signals back to what a program expects that is started by this process (execve(2) keeps ignored ones).
void restoreWriteSignals() noexcept;

} // namespace tapscope

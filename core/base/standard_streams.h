#pragma once

namespace tapscope {

/// Makes descriptors 0 to 2 and the signals of writing safe for a program. Call it first in main().
///
/// If one of these descriptors were closed at the start, the next file or device to be opened would get its number, and
/// messages on standard error would be written into it. A closed descriptor is therefore opened on /dev/null. Standard
/// input and output are opened in the wrong direction, so that reading and writing fail (EBADF) instead of silently
/// losing data; messages on a closed standard error are discarded.
///
/// SIGPIPE and SIGXFSZ are ignored. A pipe without a reader and a file at its size limit (setrlimit(2)) are then errors
/// of write(2), EPIPE and EFBIG, and do not end the program.
void secureStandardStreams() noexcept;

/// Restores the default signals for a program that this process starts (execve(2) keeps ignored signals).
void restoreWriteSignals() noexcept;

} // namespace tapscope

#pragma once

namespace tapscope {

/// The sizes that a user may choose for the buffer of a recording (RecordingOptions::bufferSize), in MiB.
inline constexpr int smallestRecordingBuffer = 2, largestRecordingBuffer = 65'536;

} // namespace tapscope

#pragma once

#include <chrono>
#include <cstddef>

namespace tapscope::limits {

/// Bytes of memory for the Lua state of a script, including its code.
inline constexpr std::size_t memory = std::size_t{4} << 20;
/// Instructions between two checks of the budget.
inline constexpr int slice = 250;
/// Slices for running the file, and for decoding one layer of a frame.
inline constexpr int fileSlices = 80'000;
inline constexpr int layerSlices = 4'000;
/// Bytes that C functions may process before the budget is checked at the next instruction: a fraction of a
/// millisecond.
inline constexpr std::size_t unwatched = std::size_t{256} << 10;
/// Processor time of the thread for one layer: a few instructions on very long texts take long, too.
inline constexpr std::chrono::seconds processorTime{1};
/// Bytes of text that a script may add to the tree per layer.
inline constexpr std::size_t madeText = std::size_t{256} << 10;
/// Bytes of an error message.
inline constexpr std::size_t problem = 1024;
/// Bytes of a script's file.
inline constexpr std::size_t file = std::size_t{1} << 20;
/// The number of different texts for the Protocol column, and the maximum length of each.
inline constexpr std::size_t columnNames = 64;
inline constexpr std::size_t columnName = 32;

} // namespace tapscope::limits

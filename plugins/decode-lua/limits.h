#pragma once

#include <chrono>
#include <cstddef>

namespace tapscope::limits {

/// Bytes that a script's machine may hold, its code included.
inline constexpr std::size_t memory = std::size_t{4} << 20;
/// Instructions between two looks at the budget.
inline constexpr int slice = 250;
/// Slices for running the file, and for one layer of a frame.
inline constexpr int fileSlices = 80'000;
inline constexpr int layerSlices = 4'000;
/// Bytes that functions in C may go through before the next instruction looks at the budget: a fraction of a
/// millisecond.
inline constexpr std::size_t unwatched = std::size_t{256} << 10;
/// Of the thread's own processor time, for one layer: what a few instructions do with very long texts takes long, too.
inline constexpr std::chrono::seconds processorTime{1};
/// Bytes of text that a script may add to the tree in one layer.
inline constexpr std::size_t madeText = std::size_t{256} << 10;
/// Bytes of what is told of an error.
inline constexpr std::size_t problem = 1024;
/// Bytes of a script's file.
inline constexpr std::size_t file = std::size_t{1} << 20;
/// Different texts of the Protocol column, and the length of each.
inline constexpr std::size_t columnNames = 64;
inline constexpr std::size_t columnName = 32;

} // namespace tapscope::limits

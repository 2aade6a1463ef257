#pragma once

#include <base/error.h>
#include <filter/field_filter.h>
#include <store/frame_store.h>

#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

namespace tapscope {

/// Facts of the user's that filters can ask for. Called from several threads at once.
using IsMarked = std::function<bool(FrameNumber)>;

/// Runs a filter over frames [first, last] of a store on all cores, in chunks. Blocks the calling thread (a worker's);
/// `found` gets each chunk's matches in ascending order, on the calling thread, as they come. Cancelled when stopped.
[[nodiscard]] Result<void>
runFilter(const FieldFilter& filter, std::shared_ptr<const FrameStore> store, FrameNumber first, FrameNumber last,
          const std::function<void(const std::vector<FrameNumber>& matches, FrameNumber examined)>& found,
          std::stop_token stop = {}, const IsMarked& isMarked = {});

} // namespace tapscope

#pragma once

#include <base/error.h>
#include <store/file_store.h>

#include <anonymize/frame_anonymizer.h>

#include <functional>
#include <memory>
#include <stop_token>

namespace tapscope {

/// A capture that can be shown to others, in a file without a name (in $TMPDIR) that goes with the store.
struct AnonymousCopy {
    std::shared_ptr<FileStore> store;
    FrameAnonymizer::Report report;
};

/// Goes through all of `store` and writes its frames anew. `progress` gets the number of frames done, some hundred
/// times at most. Errors: those of reading and of the disk; Cancelled.
[[nodiscard]] Result<AnonymousCopy> makeAnonymousCopy(std::shared_ptr<const FrameStore> store,
                                                      const DecoderRegistry& registry, const AnonymizeOptions& options,
                                                      const std::function<void(FrameNumber)>& progress = {},
                                                      const std::stop_token& stop = {});

} // namespace tapscope

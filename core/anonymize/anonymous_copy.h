#pragma once

#include <base/error.h>
#include <store/file_store.h>

#include <anonymize/frame_anonymizer.h>

#include <functional>
#include <memory>
#include <stop_token>

namespace tapscope {

/// A capture that can be shared, in an unnamed file (in $TMPDIR) that vanishes with the store.
struct AnonymousCopy {
    std::shared_ptr<FileStore> store;
    FrameAnonymizer::Report report;
};

/// Writes all frames of `store` again, anonymized. `progress` receives the number of frames done, a few hundred times
/// at most. Errors: those of reading and of the disk; Cancelled.
[[nodiscard]] Result<AnonymousCopy> makeAnonymousCopy(std::shared_ptr<const FrameStore> store,
                                                      const DecoderRegistry& registry, const AnonymizeOptions& options,
                                                      const std::function<void(FrameNumber)>& progress = {},
                                                      const std::stop_token& stop = {});

} // namespace tapscope

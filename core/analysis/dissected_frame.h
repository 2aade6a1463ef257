#pragma once

#include <decode/dissector.h>
#include <store/frame_reader.h>

#include <names/name_book.h>

#include <memory>
#include <string>
#include <vector>

namespace tapscope {

/// A frame with its fields and everything that they refer to: its bytes and reassembled data. It can still be shown
/// when the capture, its file and its history are gone. Immutable, any thread.
class DissectedFrame {
public:
    /// Dissects a frame by a plan of its registry. `history` and `names` may be null.
    DissectedFrame(const Frame& frame, const DissectionPlan& plan, const DecoderRegistry& registry, FrameFacts facts,
                   std::shared_ptr<const History> history, std::shared_ptr<const NameBook> names = {});
    DissectedFrame(const DissectedFrame&) = delete;
    DissectedFrame& operator=(const DissectedFrame&) = delete;

    [[nodiscard]] const Dissection& dissection() const noexcept { return dissection_; }
    [[nodiscard]] const DecoderRegistry& registry() const noexcept { return registry_; }
    /// A field as a line of the tree, with the names of addresses.
    [[nodiscard]] std::string line(const FieldValue& value) const;
    /// All lines, with four spaces per level.
    [[nodiscard]] std::string tree() const;

private:
    const DecoderRegistry& registry_;
    std::vector<std::byte> bytes_;
    std::string comment_;
    std::shared_ptr<const History> history_; ///< has the reassembled data
    std::shared_ptr<const NameBook> names_;
    Dissection dissection_;
};

} // namespace tapscope

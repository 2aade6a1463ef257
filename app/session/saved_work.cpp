#include "saved_work.h"

#include <utility>

namespace tapscope {

SavedWork::Gain SavedWork::add(const std::filesystem::path& path, std::uint64_t count,
                               const std::optional<CaptureNotes>& notes) {
    const Gain gain{.frames = count > frames_, .notes = notes && hasUnsavedNotes()};
    if (notes)
        savedNotes_ = std::make_shared<const CaptureNotes>(*notes);
    if (gain.frames || gain.notes)
        file_ = path;
    if (gain.frames)
        frames_ = count;
    return gain;
}

void SavedWork::setNotes(std::shared_ptr<const CaptureNotes> notes) {
    notes_ = notes && !notes->empty() ? std::move(notes) : nullptr;
}

bool SavedWork::hasUnsavedNotes() const {
    const auto valueOf = [](const std::shared_ptr<const CaptureNotes>& notes) {
        return notes ? *notes : CaptureNotes{};
    };
    return notes_ != savedNotes_ && valueOf(notes_) != valueOf(savedNotes_);
}

} // namespace tapscope

#pragma once

#include <file/capture_notes.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>

namespace tapscope {

/// What of a capture is in files of the user: its first frames, and the comments. A value for one thread.
class SavedWork {
public:
    /// What a file has that earlier ones did not have.
    struct Gain {
        bool frames = false, notes = false;
    };
    /// The first `count` frames are in this file, and so are these comments, if there is a value.
    Gain add(const std::filesystem::path& path, std::uint64_t count, const std::optional<CaptureNotes>& notes);
    /// The user's comments that differ from those in the capture's own file; null if there are none.
    void setNotes(std::shared_ptr<const CaptureNotes> notes);

    [[nodiscard]] const std::shared_ptr<const CaptureNotes>& notes() const noexcept { return notes_; }
    /// Whether comments are not in a file.
    [[nodiscard]] bool hasUnsavedNotes() const;
    /// The number of frames, from the first on, that are in a file.
    [[nodiscard]] std::uint64_t frames() const noexcept { return frames_; }
    /// The file that has these frames, or the comments if it was written later; empty if there is none.
    [[nodiscard]] const std::filesystem::path& file() const noexcept { return file_; }

private:
    std::uint64_t frames_ = 0;
    std::filesystem::path file_;
    std::shared_ptr<const CaptureNotes> notes_, savedNotes_; ///< null: none
};

} // namespace tapscope

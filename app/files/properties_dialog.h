#pragma once

#include <QDialog>

#include <analysis/shown_capture.h>

#include <optional>

namespace tapscope {

/// What is known of a capture as a whole: its file, when it was made, its interfaces, how much it has. GUI's thread.
class PropertiesDialog final : public QDialog {
    Q_OBJECT

public:
    struct Counts {
        quint64 displayed = 0;
        /// Frames that were lost while this was captured; nothing for a file that was opened.
        std::optional<quint64> dropped;
        QString file; ///< the user's file; empty: it is not saved
    };
    /// `capture` has a store. What a running capture has is as of now.
    PropertiesDialog(const ShownCapture& capture, const Counts& counts, QWidget* parent = nullptr);

signals:
    /// A comment on it was chosen.
    void frameAsked(quint64 frame);
};

} // namespace tapscope

#pragma once

#include <QDialog>

#include <analysis/shown_capture.h>

#include <optional>

namespace tapscope {

/// Shows the properties of a capture: its file, times, interfaces and counts. GUI thread.
class PropertiesDialog final : public QDialog {
    Q_OBJECT

public:
    struct Counts {
        quint64 displayed = 0;
        /// Frames dropped during the capture; nothing for an opened file.
        std::optional<quint64> dropped;
        QString file; ///< the user's file; empty: it is not saved
    };
    /// `capture` has a store. Shows the present state of a running capture.
    PropertiesDialog(const ShownCapture& capture, const Counts& counts, QWidget* parent = nullptr);

signals:
    /// The user chose a comment on this frame.
    void frameAsked(quint64 frame);
};

} // namespace tapscope

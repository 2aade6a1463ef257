#pragma once

#include "../session/capture_request.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QSpinBox;
class QThreadPool;

namespace tapscope {

class CheckedLine;
class RingForm;
class SourceSettings;
class Theme;

/// The dialog for the options of a capture (Ctrl+K).
class CaptureOptionsDialog final : public QDialog {
    Q_OBJECT

public:
    /// `sources` are those of plugins. They are listed on threads of `pool`.
    CaptureOptionsDialog(const QStringList& devices, const std::vector<const SourceFactory*>& sources,
                         QThreadPool& pool, const CaptureRequest& request, const Theme& theme,
                         QWidget* parent = nullptr);

    [[nodiscard]] CaptureRequest request() const;

private:
    /// Asks before an older file is replaced.
    void confirm();
    void update();

    QComboBox *device_, *mode_;
    SourceSettings* settings_;
    QLabel* modeHint_;
    CheckedLine* filter_;
    QSpinBox *snapLength_, *buffer_, *seconds_, *megabytes_, *frames_;
    RingForm* ring_ = nullptr;
    QLabel* ringHint_;
    QCheckBox* promiscuous_;
    QLineEdit* file_;
    bool wasNamed_; ///< the file, since the preferred ring was filled in
};

} // namespace tapscope

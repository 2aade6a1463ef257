#pragma once

#include <store/recording_options.h>

#include <QObject>

class QFormLayout;
class QSettings;
class QSpinBox;

namespace tapscope {

/// The fields for a ring of files, as rows of a form: when the next file begins, and how many are kept. GUI thread.
class RingForm final : public QObject {
    Q_OBJECT

public:
    /// The rows are added to `form`, whose widget owns this object.
    RingForm(QFormLayout& form, QWidget& owner);

    void show(const RingOptions& ring);
    [[nodiscard]] RingOptions ring() const;

signals:
    void changed();

private:
    void update();

    QSpinBox *megabytes_, *seconds_, *frames_; ///< of a file that is followed by the next
    QSpinBox *kept_, *files_;
};

/// The ring that the user prefers for captures to a named file.
[[nodiscard]] RingOptions preferredRing();
void setPreferredRing(const RingOptions& ring);

} // namespace tapscope

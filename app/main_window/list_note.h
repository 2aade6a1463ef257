#pragma once

#include <QObject>
#include <QString>

namespace tapscope {

class EmptyNote;
class FrameListView;

/// Says in the empty list why no frames are shown: none have arrived yet, the capture has none, or none passes the
/// filter, which can be cleared there. GUI thread.
class ListNote final : public QObject {
    Q_OBJECT

public:
    /// Where frames may still come from.
    enum class Supply { File, Capture, None };

    explicit ListNote(FrameListView& list, QObject* parent = nullptr);

    /// `devices` names the captured devices, if they are known.
    void setSupply(Supply supply, const QString& devices);
    /// Whether the filter still examines frames.
    void setFiltering(bool isFiltering);
    /// Takes the model's present state.
    void update();

signals:
    void clearAsked();

private:
    [[nodiscard]] QString sentence() const;

    FrameListView& list_;
    EmptyNote* note_;
    Supply supply_ = Supply::None;
    QString devices_;
    bool isFiltering_ = false;
};

} // namespace tapscope

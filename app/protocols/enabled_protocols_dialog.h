#pragma once

#include <decode/registry.h>

#include <QDialog>

class QLabel;
class QListWidget;

namespace tapscope {

/// Chooses the protocols that are decoded. The bytes of a protocol that is switched off are shown as data or decoded as
/// another protocol. GUI thread.
class EnabledProtocolsDialog final : public QDialog {
    Q_OBJECT

public:
    /// `switchedOff` are abbreviations.
    EnabledProtocolsDialog(const DecoderRegistry& registry, const QStringList& switchedOff, QWidget* parent = nullptr);

    [[nodiscard]] QStringList switchedOff() const;

signals:
    void applied(const QStringList& switchedOff);

private:
    void search(const QString& text);
    /// Switches all protocols that match the search on or off.
    void setAll(bool isOn);
    void showCount();

    QListWidget* list_;
    QLabel* summary_;
    QStringList unknown_; ///< switched off but not loaded, for example because a plugin is missing
};

} // namespace tapscope

#pragma once

#include <decode/registry.h>

#include <QDialog>

class QLabel;
class QListWidget;

namespace tapscope {

/// Which protocols are decoded: one that is switched off shows as data, or as what else its bytes may be. GUI's thread.
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
    /// Those that the search shows.
    void setAll(bool isOn);
    void sayHowMany();

    QListWidget* list_;
    QLabel* summary_;
    QStringList unknown_; ///< switched off, but no protocol that is loaded: a plugin may be missing
};

} // namespace tapscope

#pragma once

#include <QHash>
#include <QWidget>

#include <settings/settings.h>

#include <functional>
#include <vector>

class QFormLayout;

namespace tapscope {

/// The form of a plugin's settings, drawn from its schema. Each type has its own editor; typed values are checked by
/// the schema's rules. Several values of a repeatable setting are separated by commas.
class SettingsForm final : public QWidget {
    Q_OBJECT

public:
    explicit SettingsForm(const SettingsSchema& schema, QWidget* parent = nullptr);

    [[nodiscard]] SettingValues values() const;
    /// The texts of all fields by their settings, as setValue() takes them.
    [[nodiscard]] QHash<QString, QString> texts() const;
    void setValue(const QString& key, const QString& text);
    [[nodiscard]] bool isValid() const { return trouble().isEmpty(); }
    /// The first setting that is missing or invalid, and why; empty if all are valid.
    [[nodiscard]] QString trouble() const;

signals:
    void changed();

private:
    struct Editor {
        std::function<QString()> text;
        std::function<void(const QString&)> setText;
        std::function<QString()> trouble; ///< the problem with the value
        QString key = {}, title = {};
        bool isRepeatable = false;
    };
    [[nodiscard]] Editor addSwitch(QFormLayout& form, const Setting& setting);
    [[nodiscard]] Editor addChoice(QFormLayout& form, const Setting& setting);
    [[nodiscard]] Editor addLine(QFormLayout& form, const Setting& setting);

    std::vector<Editor> editors_; ///< in the schema's order
};

} // namespace tapscope

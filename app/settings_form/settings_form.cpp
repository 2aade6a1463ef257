#include "settings_form.h"

#include "../files/choose_file.h"
#include "../text/plain_text.h"
#include "../theme/theme.h"
#include "checked_line.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QPushButton>

#include <algorithm>
#include <utility>

namespace tapscope {
namespace {

QStringList split(const QString& text, bool isRepeatable) {
    QStringList words;
    for (const QString& word : isRepeatable ? text.split(QLatin1Char(',')) : QStringList{text})
        words << word.trimmed();
    words.removeAll(QString());
    return words;
}

QString wrongWith(const Setting& setting, const QString& text) {
    const QStringList words = split(text, setting.repeatable);
    if (words.isEmpty())
        return setting.required ? SettingsForm::tr("A value is required") : QString();
    for (const QString& word : words) {
        if (const auto fits = SettingsSchema::checkValue(setting, word.toStdString()); !fits)
            return plainText(fits.error().hint.empty() ? fits.error().reason
                                                       : fits.error().reason + ". " + fits.error().hint);
    }
    return {};
}

} // namespace

SettingsForm::SettingsForm(const SettingsSchema& schema, QWidget* parent) : QWidget(parent) {
    auto* form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setVerticalSpacing(8);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    for (const Setting& setting : schema.settings()) {
        Editor editor = setting.type == SettingType::Switch   ? addSwitch(*form, setting)
                        : setting.type == SettingType::Choice ? addChoice(*form, setting)
                                                              : addLine(*form, setting);
        editor.key = QString::fromStdString(setting.key);
        editor.title = plainText(setting.title);
        editor.isRepeatable = setting.repeatable;
        editors_.push_back(std::move(editor));
    }
}

SettingsForm::Editor SettingsForm::addSwitch(QFormLayout& form, const Setting& setting) {
    auto* box = new QCheckBox(plainMenuText(QString::fromStdString(setting.help)));
    box->setChecked(setting.defaultValue == "on");
    box->setObjectName(QString::fromStdString(setting.key));
    form.addRow(plainText(setting.title), box);
    connect(box, &QCheckBox::toggled, this, &SettingsForm::changed);
    return {[box] { return box->isChecked() ? QStringLiteral("on") : QStringLiteral("off"); },
            [box](const QString& text) { box->setChecked(text == QLatin1String("on")); }, [] { return QString(); }};
}

SettingsForm::Editor SettingsForm::addChoice(QFormLayout& form, const Setting& setting) {
    auto* box = new QComboBox;
    for (const auto& choice : setting.choices)
        box->addItem(QString::fromStdString(choice));
    box->setCurrentText(QString::fromStdString(setting.defaultValue));
    box->setToolTip(plainText(setting.help));
    box->setObjectName(QString::fromStdString(setting.key));
    form.addRow(plainText(setting.title), box);
    connect(box, &QComboBox::currentTextChanged, this, &SettingsForm::changed);
    return {[box] { return box->currentText(); }, [box](const QString& text) { box->setCurrentText(text); },
            [] { return QString(); }};
}

SettingsForm::Editor SettingsForm::addLine(QFormLayout& form, const Setting& setting) {
    auto* line = new CheckedLine([setting](const QString& text) { return wrongWith(setting, text); });
    line->line()->setText(QString::fromStdString(setting.defaultValue));
    line->line()->setPlaceholderText(plainText(setting.help));
    line->line()->setToolTip(plainText(setting.help));
    line->line()->setAccessibleName(QString::fromStdString(setting.title));
    line->line()->setObjectName(QString::fromStdString(setting.key));
    if (setting.type == SettingType::HexBytes || setting.type == SettingType::MacAddress ||
        setting.type == SettingType::IpAddress)
        Theme::makeFixed(*line->line());
    const QString title = plainText(setting.unit.empty() ? setting.title : setting.title + " (" + setting.unit + ")");
    if (setting.type == SettingType::File) {
        auto* row = new QWidget;
        auto* layout = new QHBoxLayout(row);
        layout->setContentsMargins(0, 0, 0, 0);
        auto* browse = new QPushButton(tr("Browse…"));
        layout->addWidget(line, 1);
        layout->addWidget(browse);
        form.addRow(title, row);
        connect(browse, &QPushButton::clicked, this, [this, line] {
            chooseFile(this, {.title = tr("Choose a file")},
                       [line](const QString& file) { line->line()->setText(file); });
        });
    } else {
        form.addRow(title, line);
    }
    connect(line->line(), &QLineEdit::textChanged, this, &SettingsForm::changed);
    const auto setText = [line](const QString& text) {
        line->line()->setText(text);
        line->line()->setCursorPosition(0); // shows the beginning of a text that is too long
    };
    return {[line] { return line->text(); }, setText, [line, setting] { return wrongWith(setting, line->text()); }};
}

SettingValues SettingsForm::values() const {
    SettingValues values;
    for (const Editor& editor : editors_) {
        for (const QString& word : split(editor.text(), editor.isRepeatable))
            values[editor.key.toStdString()].push_back(word.toStdString());
    }
    return values;
}

QHash<QString, QString> SettingsForm::texts() const {
    QHash<QString, QString> texts;
    for (const Editor& editor : editors_)
        texts.insert(editor.key, editor.text());
    return texts;
}

void SettingsForm::setValue(const QString& key, const QString& text) {
    if (const auto editor = std::ranges::find(editors_, key, &Editor::key); editor != editors_.end())
        editor->setText(text);
}

QString SettingsForm::trouble() const {
    for (const Editor& editor : editors_) {
        if (const QString trouble = editor.trouble(); !trouble.isEmpty())
            return editor.title + QStringLiteral(": ") + trouble;
    }
    return {};
}

} // namespace tapscope

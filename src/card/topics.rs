//! What a heading or a label announces, in six languages.

use super::elements::ElementId as E;
use super::lexicon::Lexicon;
use std::sync::OnceLock;

/// A set of topics: bit `n` is the element of that number, or one of the topics below that stand for no element.
pub(crate) type Topics = u64;

/// How to run it: what stands there is no statement of purpose.
pub(crate) const HOW_TO: u8 = 32;
/// Procedure and settings of the training: numbers there measure nothing.
pub(crate) const TRAINING_SETTINGS: u8 = 33;
/// Versions, files, changes, installation.
pub(crate) const HOUSEKEEPING: u8 = 34;
/// Data that the model was tested on.
pub(crate) const TEST_DATA: u8 = 35;
/// How a prompt has to look: code there is part of the statement.
pub(crate) const PROMPT: u8 = 37;
/// Risks and limitations in one word.
pub(crate) const RISKS: u8 = 36;

/// The set with only this element in it.
#[must_use]
pub(crate) const fn topic(element: E) -> Topics {
    1 << (element as u8)
}

/// The set with only this number in it.
#[must_use]
pub(crate) const fn bit(number: u8) -> Topics {
    1 << number
}

const HEADINGS: &[(u8, &str)] = &[
    (
        E::IntendedUse as u8,
        "intended use|intended purpose|intended user|intended application|intended audience|intended task|intended domain|uses_|use cases|use case|direct use|downstream use|\
         primary use|primary intended|primary purpose|main use|recommended use|possible use|potential use|suitable for|applications_|application_|\
         target use|target audience|target user|purpose|usage scenario|use scenario|when to use|who should use|who is this for|what can it do|what it does well|\
         verwendungszweck|einsatzzweck|einsatzbereich|anwendungsbereich|anwendungsfälle|vorgesehene verwendung|vorgesehene nutzung|bestimmungsgemäß|\
         utilisation prévue|utilisations prévues|usages prévus|usage prévu|cas d'usage|cas d'utilisation|\
         uso previsto|usos previstos|casos de uso|uso recomendado|用途|预期用途|使用场景|应用场景|使用場景|應用場景|適用|适用|想定|使用目的|利用目的|ユースケース",
    ),
    (
        E::OutOfScopeUse as u8,
        "out-of-scope|out of scope|misuse|malicious use|prohibited|unsuitable|not suitable|not intended|non-intended|unintended use|unacceptable use|forbidden|\
         disallowed|not recommended|when not to use|what not to|do not use|restrictions on use|use restriction|usage restriction|excessive use|\
         nicht vorgesehen|nicht geeignet|zweckentfremdung|missbrauch|hors périmètre|hors du périmètre|usages interdits|utilisations interdites|utilisation abusive|\
         fuera de alcance|fuera del alcance|usos no previstos|uso indebido|usos prohibidos|禁止|不适用|不適用|超出范围|滥用|範囲外|対象外|誤用|禁止事項",
    ),
    (
        E::Limitations as u8,
        "limitation|limits_|known issue|known limit|known problem|weakness|caveat|shortcoming|drawback|failure mode|failure case|constraints_|assumptions_|\
         what it cannot|what it does not|einschränkung|grenzen|beschränkung|schwäche|bekannte probleme|limites|limite_|faiblesse|limitaciones|limitación|restricciones|debilidades|\
         局限|限制|已知问题|已知問題|不足|制限|限界|制約|注意点|limitações|batasan|ограничен|한계",
    ),
    (
        E::BiasRisks as u8,
        "bias|ethic|fairness|societal|social impact|broader impact|harms_|harmful|privacy|responsible ai|safety_|safety and|safety &|\
         verzerrung|voreingenommenheit|ethik|ethisch|fairness|biais|éthique|sesgo|ética|ético|偏见|偏見|伦理|倫理|公平|バイアス",
    ),
    (RISKS, "risk|risiken|risiko|risques|riesgos|风险|風險|リスク"),
    (
        E::TrainingData as u8,
        "training data|training dataset|training corpus|training corpora|training set|pretraining data|pre-training data|fine-tuning data|finetuning data|fine-tuning dataset|\
         dataset|datasets|data source|data overview|data collection|corpus|corpora_|training and evaluation data|train data|training & evaluation data|\
         pretraining corpus|pre-training corpus|data used|training source|data mix|data summary|knowledge cutoff|\
         trainingsdaten|datensatz|datensätze|datengrundlage|données d'entraînement|données d'apprentissage|jeu de données|jeux de données|corpus d'entraînement|\
         datos de entrenamiento|conjunto de datos|datos_|训练数据|訓練資料|训练集|数据集|資料集|預訓練資料|学習データ|訓練データ|データセット|学習に使用|dados de treinamento|данные|학습 데이터",
    ),
    (
        TEST_DATA,
        "testing data|test data|test set|evaluation data|validation data|eval data|benchmark data|testdaten|données de test|datos de prueba|测试数据|評価データ",
    ),
    (
        E::EvaluationResults as u8,
        "mteb|mmlu|gsm8k|humaneval|glue_|superglue|beir_|rewardbench|alpacaeval|mt-bench|mt bench|evaluation|eval_|evals_|eval result|eval.|results|result_|performance|benchmark|metrics|metric_|accuracy|quantitative|scores|leaderboard|quality_|\
         test result|training result|validation result|comparison|experiments|evaluierung|auswertung|ergebnis|leistung|évaluation|résultat|evaluación|resultado|rendimiento|desempeño|\
         评估|評估|评测|評測|性能|结果|結果|指标|評価|成績|ベンチマーク|精度|hasil|метрик|результат|оценка|성능|평가",
    ),
    (
        E::SafetyTesting as u8,
        "red team|red-team|safety evaluation|safety test|safety benchmark|safety result|toxicity evaluation|bias evaluation|bias analysis|bias probe|adversarial test|\
         responsible ai test|safety assessment|fairness evaluation|fairness analysis|fairness test|robustness to misuse|cbrn|safety and alignment eval|critical risk|\
         sicherheitstest|sicherheitsprüfung|tests de sécurité|évaluation de la sécurité|pruebas de seguridad|evaluación de seguridad|安全评估|安全評估|安全测试|安全性評価|安全評価",
    ),
    (
        E::Safeguards as u8,
        "recommendation|mitigation|safeguard|guardrail|responsible use|responsible deployment|usage guideline|safe use|precaution|safety measure|safety mechanism|best practice|\
         responsibility|human oversight|empfehlung|schutzmaßnahme|gegenmaßnahme|recommandation|mesures de protection|atténuation|recomendaci|mitigaci|salvaguard|medidas de seguridad|\
         建议|建議|缓解|安全措施|推奨|対策|安全対策",
    ),
    (
        E::ComputeHardware as u8,
        "hardware|compute_|computing|compute infra|compute req|training compute|gpu|gpus|tpu|tpus|vram|memory req|memory footprint|system requirement|infrastructure|training time|training cost|resource req|\
         minimum requirement|training efficiency|inference speed|rechenleistung|rechenaufwand|matériel|infrastructure de calcul|infraestructura|硬件|硬體|算力|显存|ハードウェア|計算資源|計算リソース|動作環境",
    ),
    (
        E::EnvironmentalImpact as u8,
        "environmental|carbon|co2|emission|energy|sustainability|power consumption|umwelt|energieverbrauch|environnement|empreinte carbone|consommation énerg|\
         impacto ambiental|medioambiental|huella de carbono|环境影响|環境影響|碳排放|能耗|環境への影響|環境負荷",
    ),
    (
        E::License as u8,
        "license|licence|licensing|terms of use|terms and condition|terms & condition|lizenz|licencia|许可|許可|授权|授權|协议|ライセンス|лицензи|라이선스|lisensi|licença",
    ),
    (
        E::ContactDeveloper as u8,
        "contact|author|developer|developed by|created by|creator|maintainer|maintained by|organization|organisation|provider|publisher|published by|shared by|trained by|made by|built by|\
         model owner|owner_|owners_|team_|our team|about us|who we are|where to send|questions|feedback|get support|technical support|support channel|support team|help and support|help & support|community_|who made|people_|contributor|person or organization|credits|\
         kontakt|autor|entwickler|entwickelt von|herausgeber|équipe|auteur|développé par|développeur|contacto|desarrollad|equipo|联系|聯繫|聯絡|作者|开发者|開發者|团队|團隊|連絡先|お問い合わせ|開発者|著者|作成者|автор",
    ),
    (
        E::Architecture as u8,
        "architecture|model type|model structure|network architecture|backbone|parameters_|parameter count|number of parameters|params_|model size|\
         base model|base_model|finetuned from|fine-tuned from|model family|base checkpoint|parent model|model parameters|total parameters|\
         architektur|modelltyp|modellgröße|basismodell|type de modèle|modèle de base|modele de base|arquitectura|tipo de modelo|modelo base|模型架构|模型架構|架构|架構|模型结构|参数量|參數量|基座模型|基底模型|基础模型|\
         アーキテクチャ|モデル構成|パラメータ数|ベースモデル|モデルの種類|arsitektur|model dasar|архитектур|구조",
    ),
    (
        E::InputOutputFormat as u8,
        "input|output|prompt template|prompt format|prompt structure|prompt example|example prompt|chat template|chat format|prompting|instruction format|context length|context window|context size|sequence length|\
         max length|max_length|max seq|maximum length|maximum sequence|label set|label scheme|labels_|label mapping|class labels|sampling rate|sample rate|input resolution|output resolution|image size|data format|\
         modalities|modality|tokens limit|vocabulary|eingabe|ausgabe|kontextlänge|prompt-format|entrée|sortie|format d'entrée|longueur du contexte|entrada|salida|longitud de contexto|\
         输入|輸入|输出|輸出|上下文长度|提示词模板|对话模板|入力|出力|コンテキスト長|プロンプト|masukan|keluaran|вход|выход",
    ),
    (
        E::Citation as u8,
        "citation|citing|cite|bibtex|reference|how to cite|bibliography|apa_|zitat|zitier|quellenangabe|citer_|référence|citar|cita_|referencia|引用|参考文献|цитирован|인용",
    ),
    (
        PROMPT,
        "prompt template|prompt format|prompt structure|prompt example|example prompt|prompting|chat template|chat format|instruction format|prompt-format|提示词模板|对话模板|プロンプト",
    ),
    (
        HOW_TO,
        "how to use|how to get started|getting started|get started|usage_|how to run|quick start|quickstart|quick-start|example|inference_|sample code|code_|demo_|load|deploy|running|run_|verwendung|benutzung|utilisation_|\
         comment utiliser|uso_|cómo usar|使用方法|使用方式|快速开始|快速開始|使い方|使用例",
    ),
    (
        TRAINING_SETTINGS,
        "hyperparameter|hyper-parameter|training procedure|training config|training setup|training setting|training parameter|training argument|training detail|fine-tuning procedure|preprocessing|optimizer|speeds, sizes|training regime|\
         trainingsdetail|trainingsverfahren|détails d'entra|procédure d'entra|detalles de entrenamiento|procedimiento de entrenamiento|训练细节|训练参数|训练配置|训练过程|超参数|訓練細節|学習設定|学習手順|ハイパーパラメータ",
    ),
    (
        HOUSEKEEPING,
        "framework version|software version|version|release note|changelog|change log|news|update|install|requirement|table of contents|contents_|file|download|acknowledg|gratitude|thanks_|thank you|related|link|todo|roadmap|license text|glossary|software_|repository",
    ),
];

/// What the words of a heading or label announce.
#[must_use]
pub(crate) fn of(words: &str) -> Topics {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    let topics = LEXICON.get_or_init(|| Lexicon::new(HEADINGS)).meanings(words);
    // "Verwendungszweck", "cas d'usage" and "uso previsto" hold the words for "how to use", and mean something else.
    let intended = topics & topic(E::IntendedUse) != 0;
    let topics = if intended { topics & !bit(HOW_TO) } else { topics };
    // "The model uses" goes on with what it is made of.
    let verb = intended && ["model uses", "models use", "it uses"].iter().any(|verb| words.contains(verb));
    let topics = if verb { topics & !topic(E::IntendedUse) } else { topics };
    // A cloud provider provides the machine, not the model.
    let cloud = topics & topic(E::ContactDeveloper) != 0 && words.contains("cloud provider");
    let topics = if cloud { topics & !topic(E::ContactDeveloper) } else { topics };
    // "Data" says something only when it stands alone.
    let alone = words.trim_matches(|c: char| !c.is_alphanumeric());
    if matches!(alone, "data" | "datos" | "daten" | "données" | "数据" | "資料" | "データ") {
        topics | topic(E::TrainingData)
    } else {
        topics
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_intended_use_are_no_instructions() {
        for heading in
            ["intended use", "verwendungszweck", "cas d'usage", "utilisation prévue", "uso previsto", "使用目的"]
        {
            assert_eq!(of(heading) & (topic(E::IntendedUse) | bit(HOW_TO)), topic(E::IntendedUse), "{heading}");
        }
        for heading in ["how to use", "verwendung", "utilisation", "使用方法"] {
            assert_eq!(of(heading) & (topic(E::IntendedUse) | bit(HOW_TO)), bit(HOW_TO), "{heading}");
        }
        assert_eq!(of("cloud provider") & topic(E::ContactDeveloper), 0);
        assert_eq!(of("territory ownership") & topic(E::ContactDeveloper), 0);
    }
}
